import fc from 'fast-check';
import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import { decode, decodeAll } from '#ring2/drift/wire/decode';
import { encode } from '#ring2/drift/wire/encode';
import { composite, fieldsOf, readComposite } from '#ring2/drift/wire/performatives';
import { Malformed } from '#ring2/drift/wire/reader';
import type { Typed } from '#ring2/drift/wire/typed';
import { array, binary, boolean, byte, described, double, float, int, list, long, map, nothing, plain, short, string, symbol, timestamp, typeName, ubyte, uint, ulong, ushort, uuid } from '#ring2/drift/wire/values';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const text = (value: string) => Buffer.from(value).toString('hex');
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map((value) => Buffer.from(value));

const scalars: Record<string, fc.Arbitrary<Typed>> = {
  null: fc.constant(nothing),
  boolean: fc.boolean().map(boolean),
  ubyte: fc.integer({ min: 0, max: 0xff }).map(ubyte), ushort: fc.integer({ min: 0, max: 0xffff }).map(ushort), uint: fc.integer({ min: 0, max: 0xffffffff }).map(uint),
  ulong: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(ulong),
  byte: fc.integer({ min: -128, max: 127 }).map(byte), short: fc.integer({ min: -32768, max: 32767 }).map(short), int: fc.integer().map(int),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(long),
  float: fc.float().map(float), double: fc.double().map(double),
  char: fc.integer({ min: 0, max: 0x10ffff }).map((value): Typed => ({ type: 'char', value })),
  timestamp: fc.maxSafeInteger().map(timestamp),
  uuid: fc.uuid().map(uuid), string: fc.string({ unit: 'binary', maxLength: 300 }).map(string),
  symbol: fc.string({ unit: 'binary-ascii', maxLength: 300 }).map(symbol), binary: fc.uint8Array({ maxLength: 300 }).map(binary),
  decimal32: bytes(4).map((value): Typed => ({ type: 'decimal32', value })), decimal64: bytes(8).map((value): Typed => ({ type: 'decimal64', value })),
  decimal128: bytes(16).map((value): Typed => ({ type: 'decimal128', value })),
};
const scalar = fc.oneof(...Object.values(scalars));
const arrays = fc.oneof(...Object.entries(scalars).map(([of, element]) => fc.array(element, { maxLength: 20 }).map((value) => array(of, ...value))));
const { value: anything } = fc.letrec<{ value: Typed }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, arrays,
    fc.array(tie('value'), { maxLength: 5 }).map((value) => list(...value)),
    fc.array(fc.tuple(scalar, tie('value')), { maxLength: 5 }).map((value): Typed => ({ type: 'map', value })),
    fc.tuple(fc.oneof(scalars['ulong'] ?? scalar, scalars['symbol'] ?? scalar), tie('value')).map(([descriptor, value]) => described(descriptor, value))),
}));

describe('what is encoded', () => {
  it('is read back as it was', () => {
    fc.assert(fc.property(anything, (value) => {
      const written = encode(value);
      expect(decode(written)).toEqual({ value, end: written.length });
    }), { numRuns: 500 });
  });

  it.each<[string, Typed]>([
    ['of lists', array('list', list(int(1)), list())], ['of maps', array('map', map({ a: int(1) }), map({}))],
    ['of arrays', array('array', array('int', int(1)), array('string', string('x')))], ['without elements', array('uuid')],
    ['of described values', { type: 'array', of: 'long', value: [1n, 2n].map((value) => described(ulong(5n), long(value))) }],
  ])('is an array %s', (_, value) => {
    expect(decode(encode(value)).value).toEqual(value);
  });

  it('is an array of one type, and numbers that fit', () => {
    expect(() => encode(array('int', int(1), long(1n)))).toThrow(TypeError);
    expect(() => encode(array('number'))).toThrow(TypeError);
    for (const value of [ubyte(256), uint(-1), int(2 ** 31), ulong(2n ** 64n), long(-(2n ** 63n) - 1n), uuid('1'), ushort(65_536), byte(128), short(40_000)]) expect(() => encode(value), typeName(value)).toThrow(RangeError);
  });
});

// The two values that part 1 of the specification encodes as examples, and a value of each kind of constructor of 1.6.
it.each<[string, string, Typed]>([
  ['a URL', `00 a1 03 ${text('URL')} a1 1e ${text('http://example.org/hello-world')}`, described(string('URL'), string('http://example.org/hello-world'))],
  ['a book', `00 a3 11 ${text('example:book:list')} c0 40 03 a1 15 ${text('AMQP for & by Mortals')} e0 25 02 a1 0e ${text('Rob J. Godfrey')} 13 ${text('Rafael H. Schloming')} 40`,
    described(symbol('example:book:list'), list(string('AMQP for & by Mortals'), array('string', string('Rob J. Godfrey'), string('Rafael H. Schloming')), nothing))],
  ['null', '40', nothing], ['true', '41', boolean(true)], ['false in a byte', '56 00', boolean(false)], ['uint 0', '43', uint(0)], ['a small uint', '52 ff', uint(255)], ['a uint', '70 00000100', uint(256)],
  ['ulong 0', '44', ulong(0n)], ['a small ulong', '53 10', ulong(16n)], ['a ulong', '80 0000000000000100', ulong(256n)], ['a small int', '54 80', int(-128)], ['an int', '71 ffffff7f', int(-129)],
  ['a small long', '55 ff', long(-1n)], ['a long', '81 8000000000000000', long(-(2n ** 63n))], ['a float', '72 3f800000', float(1)], ['a double', '82 3ff0000000000000', double(1)],
  ['a timestamp', '83 00000000000003e8', timestamp(1000)], ['a uuid', '98 00112233445566778899aabbccddeeff', uuid('00112233-4455-6677-8899-aabbccddeeff')],
  ['an empty list', '45', list()], ['a list', 'c0 03 02 41 42', list(boolean(true), boolean(false))], ['a wide list', 'd0 00000005 00000001 41', list(boolean(true))],
  ['a map', 'c1 05 02 a1 01 61 40', map({ a: nothing })], ['an array', 'e0 06 01 71 00000001', array('int', int(1))],
])('%s is read', (_, wire, value) => {
  expect(decode(hex(wire))).toEqual({ value, end: hex(wire).length });
  expect(decode(encode(value)).value).toEqual(value);
});

describe('what is no AMQP', () => {
  it.each([
    ['nothing', ''], ['a constructor that no type has', '3f'], ['a string that ends too soon', 'a1 05 61'], ['a binary of 4 GB', 'b0 ffffffff 00'], ['a list of 4 G values', 'd0 00000004 ffffffff'],
    ['an array of 4 G nulls', 'f0 00000005 ffffffff 40'], ['an array of 4 G empty lists', 'f0 00000005 ffffffff 45'], ['a map with half a pair', 'c1 02 01 40'], ['a list with something over', 'c0 03 01 40 40'],
    ['a string that is no UTF-8', 'a1 01 ff'], ['a boolean of 2', '56 02'], ['a described value without its value', '00 53 10'], ['a list that reaches beyond its own end', 'c0 03 01 a1 05 61 61 61 61 61'],
  ])('is refused: %s', (_, wire) => {
    expect(() => decode(hex(wire))).toThrow(Malformed);
  });

  it('is refused when nested without end, as descriptors, lists or arrays', () => {
    expect(() => decode(Buffer.alloc(100_000))).toThrow(Malformed);
    let nested: Typed = list();
    for (let depth = 0; depth < 70; depth += 1) nested = list(nested);
    expect(() => decode(encode(nested))).toThrow(Malformed);
  });

  it('is refused, whatever it is, and never with another error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      try {
        decodeAll(Buffer.from(noise));
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
      }
    }), { numRuns: 2_000 });
  });
});

describe('another codec', () => {
  it('reads what is written here', () => {
    const { message } = rhea as unknown as { message: { decode(bytes: Buffer): { body: unknown } } };
    fc.assert(fc.property(fc.oneof(...['string', 'int', 'uint', 'short', 'boolean', 'double', 'float'].map((name) => scalars[name] ?? scalar)), (value) => {
      expect(message.decode(encode(described(ulong(0x77n), value))).body).toEqual((value as { value: unknown }).value);
    }));
  });

  it('writes what is read here', () => {
    const { message, types } = rhea as unknown as { message: { encode(message: object): Buffer }; types: Record<string, (...of: unknown[]) => unknown> };
    const written = message.encode({ body: { a: types['wrap_long']?.(-5), b: types['wrap_ushort']?.(7), c: types['wrap_array']?.([1, 2], 0x71), d: types['wrap_symbol']?.('s') } });
    const [body] = decodeAll(written).slice(-1);
    expect(body?.type === 'described' && body.value).toEqual(map({ a: long(-5n), b: ushort(7), c: array('int', int(1), int(2)), d: symbol('s') }));
  });
});

describe('a performative', () => {
  it('has fields by name, absent ones left out', () => {
    const attach = composite('attach', { name: string('l'), handle: uint(0), role: boolean(true), source: composite('source', { address: string('q') }) });
    expect(encode(attach).toString('hex')).toBe(hex('00 53 12 c0 11 06 a1 01 6c 43 41 40 40 00 53 28 c0 04 01 a1 01 71').toString('hex'));
    const { name, fields } = readComposite(decode(encode(attach)).value) ?? { name: '', fields: {} };
    expect([name, Object.keys(fields), fieldsOf(fields['source'])]).toEqual(['attach', ['name', 'handle', 'role', 'source'], { address: string('q') }]);
    expect(readComposite(described(symbol('amqp:accepted:list'), list()))).toEqual({ name: 'accepted', fields: {} });
  });

  it('is refused with a name, a field or a number of fields that AMQP does not have', () => {
    expect(() => composite('attached')).toThrow(TypeError);
    expect(() => composite('detach', { clsoed: boolean(true) })).toThrow('clsoed of detach');
    expect(() => readComposite(described(ulong(0x24n), list(nothing)))).toThrow(Malformed);
    expect(readComposite(described(ulong(0x99n), list()))).toBeUndefined();
  });
});

it('a value as JSON', () => {
  expect(plain(list(long(2n ** 60n), binary(Buffer.of(1, 255)), map({ a: double(NaN) }), described(ulong(1n), symbol('s')), array('int', int(1)), nothing))).toEqual([String(2n ** 60n), '01ff', { a: 'NaN' }, 's', [1], null]);
  expect([typeName(array('uuid')), typeName(described(ulong(1n), list()))]).toEqual(['array of uuid', 'described list']);
});
