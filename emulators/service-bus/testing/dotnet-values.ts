import type { Typed } from 'rhea';
import { types } from '#emulators/service-bus/amqp/rhea/codec';

// .NET's values on the wire (AmqpMessageConverter, Microsoft.Azure.Amqp's encodings), and what its client casts an answer's to.

const EPOCH_TICKS = 621_355_968_000_000_000n;
const TICKS = 10_000n;
const long = (value: bigint): Typed => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return types.wrap_long(bytes);
};
const described = (name: string, value: Typed): Typed => types.described_nc(types.wrap_symbol(`com.microsoft:${name}`), value);

export const guid = (text: string): Typed => types.wrap_uuid(Buffer.from(text.replaceAll('-', ''), 'hex'));
export const guids = (...texts: string[]): Typed => types.wrap_array(texts.map((text) => Buffer.from(text.replaceAll('-', ''), 'hex')), 0x98);
export const longs = (...values: number[]): Typed => types.wrap_array(values, 0x81);
export const timeSpan = (ms: number): Typed => described('timespan', long(BigInt(ms) * TICKS));
export const uri = (text: string): Typed => described('uri', types.wrap_string(text));
export const dateTimeOffset = (ms: number): Typed => described('datetime-offset', long(EPOCH_TICKS + BigInt(ms) * TICKS));
/** DateTime.MaxValue: its milliseconds are rounded to a double, and so to the year 10000. */
export const MAX_TIME = types.wrap_timestamp(253_402_300_800_000);

/** A decimal has 96 bits in the lower part of AMQP's decimal128 (DecimalEncoding); of whole numbers the exponent is the bias, 6176. */
export function decimal(whole: number): Typed {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16BE(6176 << 1);
  bytes.writeBigUInt64BE(BigInt(whole), 8);
  return new types.Reader(Buffer.concat([Buffer.of(0x94), bytes])).read();
}

/** An AMQP map; .NET's keys are strings. */
export const map = (entries: Readonly<Record<string, unknown>>): Typed => types.wrap_map(entries);

/** Reads a value as .NET's client casts it: any other type is an InvalidCastException there. */
function cast<T>(what: string, names: string[], read: (value: unknown) => T) {
  return (typed: Typed | undefined): T => {
    const name = typed && (typed.type as unknown as { name: string }).name;
    if (name === undefined || !names.includes(name)) throw new Error(`Unable to cast ${name ?? 'nothing'} to ${what}.`);
    return read(typed?.value);
  };
}
function castArray<T>(what: string, code: number, read: (value: unknown) => T) {
  const elements = cast(`${what}[]`, ['Array8', 'Array32'], (value) => value as Typed[]);
  return (typed: Typed | undefined): T[] => {
    const found = elements(typed);
    if (typed?.array_constructor?.typecode !== code) throw new Error(`Unable to cast elements of type ${typed?.array_constructor?.typecode} to ${what}.`);
    return found.map(({ value }) => read(value));
  };
}

export const asInt = cast('int', ['Int', 'SmallInt'], Number);
export const asLong = cast('long', ['Long', 'SmallLong'], Number);
export const asDouble = cast('double', ['Double'], Number);
export const asBool = cast('bool', ['Boolean', 'True', 'False'], Boolean);
export const asText = cast('string', ['Str8', 'Str32'], String);
export const asSymbol = cast('AmqpSymbol', ['Sym8', 'Sym32'], String);
export const asTime = cast('DateTime', ['Timestamp'], (value) => new Date(Number(value)));
export const asBytes = cast('ArraySegment<byte>', ['Vbin8', 'Vbin32'], (value) => value as Buffer);
export const asGuid = cast('Guid', ['Uuid'], (value) => {
  const hex = Buffer.from(value as Buffer).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
});
export const asList = cast('List<object>', ['List0', 'List8', 'List32'], (value) => value as Typed[]);
export const asLongs = castArray('long', 0x81, Number);
export const asTimes = castArray('DateTime', 0x83, (value) => new Date(Number(value)));
export const isNull = (typed: Typed | undefined): boolean => typed === undefined || typed.value === null;
