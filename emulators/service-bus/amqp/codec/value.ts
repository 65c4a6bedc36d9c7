import { binary, codeAt, described, integer, text } from '#emulators/service-bus/amqp/codec/walk';
import { long, string, timestamp } from '#emulators/service-bus/amqp/codec/write';
import type { Value } from '#emulators/service-bus/state/value';

const TICKS_PER_MS = 10_000n;
const UNIX_EPOCH_MS = 62_135_596_800_000n;

/** An encoded AMQP value as filters see it; undefined for a list, map or array. */
export function toValue(encoded: Uint8Array): Value | undefined {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.length);
  const code = codeAt(encoded, 0);
  switch (code) {
    case 0x00: return describedValue(encoded);
    case 0x40: return null;
    case 0x41: return true;
    case 0x42: return false;
    case 0x56: return view.getUint8(1) === 1;
    case 0x50: return BigInt(view.getUint8(1));
    case 0x51: return BigInt(view.getInt8(1));
    case 0x60: return BigInt(view.getUint16(1));
    case 0x61: return BigInt(view.getInt16(1));
    case 0x72: return view.getFloat32(1);
    case 0x73: return String.fromCodePoint(Math.min(view.getUint32(1), 0x10ffff));
    case 0x80: return view.getBigUint64(1);
    case 0x81: return view.getBigInt64(1);
    case 0x82: return view.getFloat64(1);
    case 0x83: return { dateTime: Number(view.getBigInt64(1)) };
    case 0x98: return { guid: guidText(encoded.subarray(1, 17)) };
    default: {
      const whole = integer(encoded);
      if (whole !== undefined) return BigInt(whole);
      const bytes = binary(encoded);
      return text(encoded) ?? (bytes && Buffer.from(bytes).toString('hex'));
    }
  }
}

/** .NET's clients describe types that AMQP lacks: a date with an offset, a time span, both as ticks; a URI as text. */
function describedValue(encoded: Uint8Array): Value | undefined {
  const { name, value } = describedBy(encoded);
  // One level: a description of a description of … would overflow the stack.
  if (encoded[value] === 0x00) return undefined;
  const plain = toValue(encoded.subarray(value));
  if (name !== 'com.microsoft:datetime-offset' || typeof plain !== 'bigint') return plain;
  return { dateTime: Number(plain / TICKS_PER_MS - UNIX_EPOCH_MS) };
}

function describedBy(encoded: Uint8Array): { name: string | undefined; value: number } {
  const name = text(encoded.subarray(1));
  if (name === undefined) return { name, value: described(encoded, 0).value };
  const wide = encoded[1] === 0xb1 || encoded[1] === 0xb3;
  const size = wide ? 5 + new DataView(encoded.buffer, encoded.byteOffset + 2, 4).getUint32(0) : 2 + codeAt(encoded, 2);
  return { name: text(encoded.subarray(1, 1 + size)), value: 1 + size };
}

const guidText = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A whole number becomes a long, any other number a double. */
export function fromValue(value: Value): Uint8Array {
  switch (typeof value) {
    case 'string': return string(value);
    case 'boolean': return Uint8Array.of(value ? 0x41 : 0x42);
    case 'bigint': return long(value);
    case 'number': {
      const bytes = Buffer.alloc(9, 0x82);
      bytes.writeDoubleBE(value, 1);
      return bytes;
    }
    default:
      if (value === null) return Uint8Array.of(0x40);
      return 'dateTime' in value ? timestamp(value.dateTime) : Buffer.concat([Buffer.of(0x98), Buffer.from(value.guid.replaceAll('-', ''), 'hex')]);
  }
}
