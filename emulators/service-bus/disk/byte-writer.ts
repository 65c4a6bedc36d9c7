const INITIAL = 64 * 1024;

/** Appends values to a buffer that grows; every text and byte string is preceded by its length. Little-endian. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(INITIAL);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    const at = this.#take(1);
    this.#buffer[at] = value;
  }

  /** A whole number from 0 to 2^32 - 1. */
  count(value: number): void {
    const at = this.#take(4);
    this.#buffer.writeUInt32LE(value, at);
  }

  number(value: number): void {
    const at = this.#take(8);
    this.#buffer.writeDoubleLE(value, at);
  }

  bytes(value: Uint8Array): void {
    this.count(value.length);
    const at = this.#take(value.length);
    this.#buffer.set(value, at);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.count(size);
    const at = this.#take(size);
    this.#buffer.write(value, at, 'utf8');
  }

  overwriteCount(at: number, value: number): void {
    this.#buffer.writeUInt32LE(value, at);
  }

  /** What was written from `start` on; valid until the next write. */
  view(start = 0): Buffer {
    return this.#buffer.subarray(start, this.#length);
  }

  /** Empty again; a buffer that one large batch grew is let go. */
  clear(): void {
    this.#length = 0;
    if (this.#buffer.length > 64 * INITIAL) this.#buffer = Buffer.allocUnsafe(INITIAL);
  }

  #take(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, at);
      this.#buffer = larger;
    }
    return at;
  }
}
