import { Malformed, type Reader } from '#ring2/drift/wire/reader';
import type { Typed } from '#ring2/drift/wire/typed';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Values without parts, by their constructor (AMQP 1.0 part 1, 1.6). @throws Malformed */
export function readScalar(code: number, reader: Reader): Typed {
  const { bytes } = reader;
  switch (code) {
    case 0x40: return { type: 'null' };
    case 0x41: return { type: 'boolean', value: true };
    case 0x42: return { type: 'boolean', value: false };
    case 0x56: return { type: 'boolean', value: readBoolean(reader) };
    case 0x50: return { type: 'ubyte', value: reader.uint8() };
    case 0x60: return { type: 'ushort', value: bytes.readUInt16BE(reader.pass(2)) };
    case 0x70: return { type: 'uint', value: reader.uint32() };
    case 0x52: return { type: 'uint', value: reader.uint8() };
    case 0x43: return { type: 'uint', value: 0 };
    case 0x80: return { type: 'ulong', value: bytes.readBigUInt64BE(reader.pass(8)) };
    case 0x53: return { type: 'ulong', value: BigInt(reader.uint8()) };
    case 0x44: return { type: 'ulong', value: 0n };
    case 0x51: return { type: 'byte', value: bytes.readInt8(reader.pass(1)) };
    case 0x61: return { type: 'short', value: bytes.readInt16BE(reader.pass(2)) };
    case 0x71: return { type: 'int', value: bytes.readInt32BE(reader.pass(4)) };
    case 0x54: return { type: 'int', value: bytes.readInt8(reader.pass(1)) };
    case 0x81: return { type: 'long', value: bytes.readBigInt64BE(reader.pass(8)) };
    case 0x55: return { type: 'long', value: BigInt(bytes.readInt8(reader.pass(1))) };
    case 0x72: return { type: 'float', value: bytes.readFloatBE(reader.pass(4)) };
    case 0x82: return { type: 'double', value: bytes.readDoubleBE(reader.pass(8)) };
    case 0x73: return { type: 'char', value: reader.uint32() };
    case 0x83: return { type: 'timestamp', value: Number(bytes.readBigInt64BE(reader.pass(8))) };
    default: return readBytes(code, reader);
  }
}

function readBytes(code: number, reader: Reader): Typed {
  switch (code) {
    case 0x74: return { type: 'decimal32', value: reader.take(4) };
    case 0x84: return { type: 'decimal64', value: reader.take(8) };
    case 0x94: return { type: 'decimal128', value: reader.take(16) };
    case 0x98: return { type: 'uuid', value: dashed(reader.take(16)) };
    case 0xa0: return { type: 'binary', value: reader.take(reader.uint8()) };
    case 0xb0: return { type: 'binary', value: reader.take(reader.uint32()) };
    case 0xa1: return { type: 'string', value: readText(reader.take(reader.uint8())) };
    case 0xb1: return { type: 'string', value: readText(reader.take(reader.uint32())) };
    case 0xa3: return { type: 'symbol', value: reader.take(reader.uint8()).toString('latin1') };
    case 0xb3: return { type: 'symbol', value: reader.take(reader.uint32()).toString('latin1') };
    default: throw new Malformed(`no type has the constructor 0x${code.toString(16).padStart(2, '0')}`);
  }
}

function readBoolean(reader: Reader): boolean {
  const octet = reader.uint8();
  if (octet > 1) throw new Malformed(`a boolean of ${octet}`);
  return octet === 1;
}

function readText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Malformed('a string that is not UTF-8');
  }
}

const dashed = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
