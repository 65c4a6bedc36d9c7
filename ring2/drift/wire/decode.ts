import { Malformed, Reader } from '#ring2/drift/wire/reader';
import { readScalar } from '#ring2/drift/wire/scalars';
import type { Typed } from '#ring2/drift/wire/typed';

/** Deeper than any message of a bus; a hostile nest would end the stack. */
const DEEPEST = 64;
/** Elements without a byte of their own cost the peer nothing and this side memory. */
const MOST_EMPTY_ELEMENTS = 64;

/**
 * The first AMQP value in `bytes`, and the position behind it (AMQP 1.0 part 1).
 * @throws Malformed
 */
export function decode(bytes: Buffer, at = 0): { value: Typed; end: number } {
  const reader = new Reader(bytes, at);
  const value = readValue(reader, 0);
  return { value, end: reader.at };
}

/** All values that `bytes` are made of. @throws Malformed */
export function decodeAll(bytes: Buffer): Typed[] {
  const reader = new Reader(bytes);
  const values: Typed[] = [];
  while (reader.left > 0) values.push(readValue(reader, 0));
  return values;
}

/** Constructors come before values; `0x00` begins the descriptor of a described one (1.2). */
interface Constructor {
  code: number;
  descriptors: Typed[];
}

function readValue(reader: Reader, depth: number): Typed {
  return construct(readConstructor(reader, depth), reader, depth);
}

function readConstructor(reader: Reader, depth: number): Constructor {
  const descriptors: Typed[] = [];
  let code = reader.uint8();
  while (code === 0x00) {
    if (depth + descriptors.length >= DEEPEST) throw new Malformed(`values nested deeper than ${DEEPEST}`);
    descriptors.push(readValue(reader, depth + descriptors.length + 1));
    code = reader.uint8();
  }
  return { code, descriptors };
}

function construct({ code, descriptors }: Constructor, reader: Reader, depth: number): Typed {
  if (depth > DEEPEST) throw new Malformed(`values nested deeper than ${DEEPEST}`);
  const value = readCompound(code, reader, depth) ?? readScalar(code, reader);
  return descriptors.reduceRight<Typed>((described, descriptor) => ({ type: 'described', descriptor, value: described }), value);
}

function readCompound(code: number, reader: Reader, depth: number): Typed | undefined {
  switch (code) {
    case 0x45: return { type: 'list', value: [] };
    case 0xc0: return readList(reader, reader.uint8(), 1, depth);
    case 0xd0: return readList(reader, reader.uint32(), 4, depth);
    case 0xc1: return readMap(reader, reader.uint8(), 1, depth);
    case 0xd1: return readMap(reader, reader.uint32(), 4, depth);
    case 0xe0: return readArray(reader, reader.uint8(), 1, depth);
    case 0xf0: return readArray(reader, reader.uint32(), 4, depth);
    default: return undefined;
  }
}

/** `count` values that fill `size` bytes exactly; the count has the width of the size (1.2.3). */
function readItems(reader: Reader, size: number, width: number, read: (body: Reader, count: number) => Typed[]): Typed[] {
  const body = reader.within(size);
  const items = read(body, width === 1 ? body.uint8() : body.uint32());
  if (body.left > 0) throw new Malformed(`${body.left} bytes more than the values of a compound need`);
  return items;
}

function readEach(body: Reader, count: number, depth: number): Typed[] {
  if (count > body.left) throw new Malformed(`${count} values in ${body.left} bytes`);
  return Array.from({ length: count }, () => readValue(body, depth + 1));
}

const readList = (reader: Reader, size: number, width: number, depth: number): Typed => ({
  type: 'list', value: readItems(reader, size, width, (body, count) => readEach(body, count, depth)),
});

function readMap(reader: Reader, size: number, width: number, depth: number): Typed {
  const items = readItems(reader, size, width, (body, count) => readEach(body, count, depth));
  if (items.length % 2 !== 0) throw new Malformed('a map with a key that has no value');
  const value: [Typed, Typed][] = [];
  for (let at = 0; at < items.length; at += 2) value.push([items[at] as Typed, items[at + 1] as Typed]);
  return { type: 'map', value };
}

/** One constructor for all elements; `of` is the type of the innermost value. */
function readArray(reader: Reader, size: number, width: number, depth: number): Typed {
  let of = 'null';
  const value = readItems(reader, size, width, (body, count) => {
    const constructor = readConstructor(body, depth);
    of = typeOf(constructor.code);
    if (count > Math.max(body.left, MOST_EMPTY_ELEMENTS)) throw new Malformed(`an array of ${count} values in ${body.left} bytes`);
    return Array.from({ length: count }, () => construct(constructor, body, depth + 1));
  });
  return { type: 'array', of, value };
}

const COMPOUNDS: Readonly<Record<number, string>> = { 0x45: 'list', 0xc0: 'list', 0xd0: 'list', 0xc1: 'map', 0xd1: 'map', 0xe0: 'array', 0xf0: 'array' };

/** A scalar's by reading one of zeros, so that an empty array has a type too. */
const typeOf = (code: number): string => COMPOUNDS[code] ?? readScalar(code, new Reader(Buffer.alloc(16))).type;
