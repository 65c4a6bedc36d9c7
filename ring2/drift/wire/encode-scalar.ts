import type { Typed } from '#ring2/drift/wire/typed';

type Scalar = Exclude<Typed, { type: 'described' | 'list' | 'map' | 'array' }>;

/** A value in the shortest form that its type has. @throws RangeError */
export function narrowest(value: Scalar): Buffer {
  switch (value.type) {
    case 'boolean': return Buffer.of(value.value ? 0x41 : 0x42);
    case 'uint': if (value.value === 0) return Buffer.of(0x43); return value.value <= 255 ? fixed(0x52, 1, (to) => to.writeUInt8(value.value, 1)) : wide(value);
    case 'ulong': if (value.value === 0n) return Buffer.of(0x44); return value.value <= 255n ? fixed(0x53, 1, (to) => to.writeUInt8(Number(value.value), 1)) : wide(value);
    case 'int': return isByte(value.value) ? fixed(0x54, 1, (to) => to.writeInt8(value.value, 1)) : wide(value);
    case 'long': return isByte(Number(value.value)) ? fixed(0x55, 1, (to) => to.writeInt8(Number(value.value), 1)) : wide(value);
    case 'binary': return variable(0xa0, value.value);
    case 'string': return variable(0xa1, Buffer.from(value.value));
    case 'symbol': return variable(0xa3, Buffer.from(value.value, 'latin1'));
    default: return wide(value);
  }
}

/** A value in the form that holds all values of its type, as the elements of an array are written. @throws RangeError */
export function wide(value: Scalar): Buffer {
  switch (value.type) {
    case 'null': return Buffer.of(0x40);
    case 'boolean': return Buffer.of(0x56, value.value ? 1 : 0);
    case 'ubyte': return fixed(0x50, 1, (to) => to.writeUInt8(value.value, 1));
    case 'ushort': return fixed(0x60, 2, (to) => to.writeUInt16BE(value.value, 1));
    case 'uint': return fixed(0x70, 4, (to) => to.writeUInt32BE(value.value, 1));
    case 'ulong': return fixed(0x80, 8, (to) => to.writeBigUInt64BE(value.value, 1));
    case 'byte': return fixed(0x51, 1, (to) => to.writeInt8(value.value, 1));
    case 'short': return fixed(0x61, 2, (to) => to.writeInt16BE(value.value, 1));
    case 'int': return fixed(0x71, 4, (to) => to.writeInt32BE(value.value, 1));
    case 'long': return fixed(0x81, 8, (to) => to.writeBigInt64BE(value.value, 1));
    case 'float': return fixed(0x72, 4, (to) => to.writeFloatBE(value.value, 1));
    case 'double': return fixed(0x82, 8, (to) => to.writeDoubleBE(value.value, 1));
    case 'char': return fixed(0x73, 4, (to) => to.writeUInt32BE(value.value, 1));
    case 'timestamp': return fixed(0x83, 8, (to) => to.writeBigInt64BE(BigInt(value.value), 1));
    case 'decimal32': return exact(0x74, value.value, 4);
    case 'decimal64': return exact(0x84, value.value, 8);
    case 'decimal128': return exact(0x94, value.value, 16);
    case 'uuid': return exact(0x98, Buffer.from(value.value.replaceAll('-', ''), 'hex'), 16);
    case 'binary': return long(0xb0, value.value);
    case 'string': return long(0xb1, Buffer.from(value.value));
    case 'symbol': return long(0xb3, Buffer.from(value.value, 'latin1'));
  }
}

const isByte = (value: number): boolean => value >= -128 && value <= 127;

function fixed(code: number, width: number, write: (to: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(1 + width);
  bytes[0] = code;
  write(bytes);
  return bytes;
}

function exact(code: number, bytes: Buffer, width: number): Buffer {
  if (bytes.length !== width) throw new RangeError(`${bytes.length} bytes for a type of ${width}`);
  return Buffer.concat([Buffer.of(code), bytes]);
}

/** The four-byte forms are `0x10` above. */
const variable = (code: number, bytes: Buffer): Buffer => (bytes.length <= 255 ? Buffer.concat([Buffer.of(code, bytes.length), bytes]) : long(code + 0x10, bytes));

const long = (code: number, bytes: Buffer): Buffer => Buffer.concat([fixed(code, 4, (to) => to.writeUInt32BE(bytes.length, 1)), bytes]);
