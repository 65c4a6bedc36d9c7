import type { Json } from '#core/json';
import type { Typed } from '#ring2/drift/wire/typed';

// Short constructors, so that what is put on the wire reads as what it is.
export const nothing: Typed = { type: 'null' };
export const boolean = (value: boolean): Typed => ({ type: 'boolean', value });
export const ubyte = (value: number): Typed => ({ type: 'ubyte', value });
export const ushort = (value: number): Typed => ({ type: 'ushort', value });
export const uint = (value: number): Typed => ({ type: 'uint', value });
export const ulong = (value: bigint): Typed => ({ type: 'ulong', value });
export const byte = (value: number): Typed => ({ type: 'byte', value });
export const short = (value: number): Typed => ({ type: 'short', value });
export const int = (value: number): Typed => ({ type: 'int', value });
export const long = (value: bigint): Typed => ({ type: 'long', value });
export const float = (value: number): Typed => ({ type: 'float', value });
export const double = (value: number): Typed => ({ type: 'double', value });
/** `at` in milliseconds since the epoch. */
export const timestamp = (at: number): Typed => ({ type: 'timestamp', value: at });
export const uuid = (value: string): Typed => ({ type: 'uuid', value });
export const binary = (value: Uint8Array): Typed => ({ type: 'binary', value: Buffer.from(value) });
export const string = (value: string): Typed => ({ type: 'string', value });
export const symbol = (value: string): Typed => ({ type: 'symbol', value });
export const list = (...value: Typed[]): Typed => ({ type: 'list', value });
export const array = (of: string, ...value: Typed[]): Typed => ({ type: 'array', of, value });
/** A map with strings as keys. */
export const map = (entries: Readonly<Record<string, Typed>>): Typed => ({ type: 'map', value: Object.entries(entries).map(([key, value]) => [string(key), value]) });
/** A map with symbols as keys, as annotations, filters and link properties are. */
export const symbolMap = (entries: Readonly<Record<string, Typed>>): Typed => ({ type: 'map', value: Object.entries(entries).map(([key, value]) => [symbol(key), value]) });
export const described = (descriptor: Typed, value: Typed): Typed => ({ type: 'described', descriptor, value });

/** `int`, `array of uuid`, `described ulong`: what a value was on the wire, without the value. */
export function typeName(value: Typed): string {
  if (value.type === 'array') return `array of ${value.of}`;
  return value.type === 'described' ? `described ${typeName(value.value)}` : value.type;
}

/**
 * A value as JSON, for eyes and comparisons: integers of 64 bits as decimal digits, bytes as hex, timestamps as
 * milliseconds, a described value as what it describes, floats that JSON lacks by their names.
 */
export function plain(value: Typed): Json {
  switch (value.type) {
    case 'null': return null;
    case 'long': case 'ulong': return String(value.value);
    case 'binary': case 'decimal32': case 'decimal64': case 'decimal128': return value.value.toString('hex');
    case 'list': case 'array': return value.value.map(plain);
    case 'map': return Object.fromEntries(value.value.map(([key, item]) => [label(plain(key)), plain(item)]));
    case 'described': return plain(value.value);
    case 'float': case 'double': return Number.isFinite(value.value) ? value.value : String(value.value);
    default: return value.value;
  }
}

const label = (key: Json): string => (typeof key === 'string' ? key : JSON.stringify(key));

/** The value of a map under a string or symbol. */
export function entry(of: Typed | undefined, key: string): Typed | undefined {
  return of?.type === 'map' ? of.value.find(([name]) => (name.type === 'string' || name.type === 'symbol') && name.value === key)?.[1] : undefined;
}

/** A text, or a number that fits: what fields of performatives mostly are. */
export const textOf = (value: Typed | undefined): string | undefined => (value?.type === 'string' || value?.type === 'symbol' ? value.value : undefined);
export const numberOf = (value: Typed | undefined): number | undefined => (typeof (value as { value?: unknown } | undefined)?.value === 'number' ? (value as { value: number }).value : undefined);
export const isTrue = (value: Typed | undefined): boolean => value?.type === 'boolean' && value.value;
