/** Reads what `ByteWriter` wrote. A read beyond the end throws a RangeError. */
export class ByteReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  get done(): boolean {
    return this.#at >= this.#buffer.length;
  }

  byte(): number {
    return this.#buffer.readUInt8(this.#skip(1));
  }

  count(): number {
    return this.#buffer.readUInt32LE(this.#skip(4));
  }

  number(): number {
    return this.#buffer.readDoubleLE(this.#skip(8));
  }

  /** A copy, so that one message does not keep a whole batch in memory. */
  bytes(): Uint8Array {
    const size = this.count();
    const at = this.#skip(size);
    if (this.#at > this.#buffer.length) throw new RangeError('A byte string is longer than its record.');
    if (size === 1 && this.#buffer[at] === NULL[0]) return NULL;
    return size === 0 ? EMPTY : Buffer.from(this.#buffer.subarray(at, this.#at));
  }

  text(): string {
    const size = this.count();
    const at = this.#skip(size);
    if (this.#at > this.#buffer.length) throw new RangeError('A text is longer than its record.');
    return this.#buffer.toString('utf8', at, this.#at);
  }

  #skip(size: number): number {
    const at = this.#at;
    this.#at += size;
    return at;
  }
}
const EMPTY = new Uint8Array(0);
/** AMQP's null, which most header fields are: one for all of them. */
const NULL = Uint8Array.of(0x40);
