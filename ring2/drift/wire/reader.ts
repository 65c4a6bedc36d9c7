/** What was read is not AMQP: a size beyond its bounds, an unknown constructor, bytes that end too soon. */
export class Malformed extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'Malformed';
  }
}

/** A position in bytes, which never goes beyond their end. */
export class Reader {
  readonly bytes: Buffer;
  at: number;
  readonly end: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** The position before the next `size` bytes, which are passed. @throws Malformed */
  pass(size: number): number {
    if (size > this.left) throw new Malformed(`${size} bytes are said to follow at ${this.at}, where ${this.left} are left`);
    const at = this.at;
    this.at += size;
    return at;
  }

  /** A copy: the bytes read from may be part of a larger buffer that should not be kept. */
  take(size: number): Buffer {
    const at = this.pass(size);
    return Buffer.from(this.bytes.subarray(at, at + size));
  }

  uint8(): number {
    return this.bytes.readUInt8(this.pass(1));
  }

  uint32(): number {
    return this.bytes.readUInt32BE(this.pass(4));
  }

  /** A reader of the next `size` bytes alone. */
  within(size: number): Reader {
    const at = this.pass(size);
    return new Reader(this.bytes, at, at + size);
  }
}
