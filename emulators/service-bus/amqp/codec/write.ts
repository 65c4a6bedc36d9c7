// Encodes the few AMQP 1.0 values that the broker adds to a message (part 1, §1.6).

export const NULL = Uint8Array.of(0x40);

const ascii = (code: number, wide: number, bytes: Buffer): Buffer => {
  if (bytes.length < 256) return Buffer.concat([Buffer.of(code, bytes.length), bytes]);
  const size = Buffer.alloc(5);
  size[0] = wide;
  size.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([size, bytes]);
};

export const symbol = (text: string): Buffer => ascii(0xa3, 0xb3, Buffer.from(text, 'ascii'));
export const string = (text: string): Buffer => ascii(0xa1, 0xb1, Buffer.from(text, 'utf8'));

const eight = (code: number, value: number | bigint): Buffer => {
  const bytes = Buffer.allocUnsafe(9);
  bytes[0] = code;
  if (typeof value === 'bigint' || !Number.isSafeInteger(value)) bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)), 1);
  else {
    // Most are of this kind, and each delivery has several: no bigint for them.
    bytes.writeInt32BE(Math.floor(value / 2 ** 32), 1);
    bytes.writeUInt32BE(value >>> 0, 5);
  }
  return bytes;
};
export const long = (value: number | bigint): Buffer => eight(0x81, value);
export const timestamp = (ms: number): Buffer => eight(0x83, ms);

const four = (code: number, value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(5);
  bytes[0] = code;
  bytes.writeUInt32BE(value, 1);
  return bytes;
};
export const uint = (value: number): Buffer => four(0x70, value);
export const int = (value: number): Buffer => four(0x71, value);
export const uuid = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.of(0x98), bytes]);

/** A described list or map of already encoded elements: section `descriptor`, type 0xd0 for a list, 0xd1 for a map. */
export const section = (descriptor: number, type: 0xd0 | 0xd1, count: number, items: readonly Uint8Array[]): Buffer =>
  Buffer.concat(parts(descriptor, type, count, items));

/** As `section`, not joined yet. */
export function parts(descriptor: number, type: 0xd0 | 0xd1, count: number, items: readonly Uint8Array[]): Uint8Array[] {
  const head = Buffer.allocUnsafe(12);
  head[0] = 0x00;
  head[1] = 0x53;
  head[2] = descriptor;
  head[3] = type;
  let size = 4;
  for (const { length } of items) size += length;
  head.writeUInt32BE(size, 4);
  head.writeUInt32BE(count, 8);
  return [head, ...items];
}
