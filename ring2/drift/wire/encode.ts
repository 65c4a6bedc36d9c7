import { narrowest, wide } from '#ring2/drift/wire/encode-scalar';
import type { Typed } from '#ring2/drift/wire/typed';

/**
 * One AMQP value in its shortest form (AMQP 1.0 part 1).
 * @throws RangeError for a number its type cannot hold, TypeError for an array of mixed types
 */
export function encode(value: Typed): Buffer {
  switch (value.type) {
    case 'described': return Buffer.concat([DESCRIBED, encode(value.descriptor), encode(value.value)]);
    case 'list': return value.value.length === 0 ? Buffer.of(0x45) : sized(0xc0, value.value.length, value.value.map(encode));
    case 'map': return sized(0xc1, value.value.length * 2, value.value.flat().map(encode));
    case 'array': {
      const { constructor, bodies } = arrayParts(value);
      return sized(0xe0, bodies.length, [constructor, ...bodies]);
    }
    default: return narrowest(value);
  }
}

const DESCRIBED = Buffer.of(0x00);

/** Size and count in one byte each where both fit, else in four; the wide constructors are `0x10` above. */
function sized(narrow: number, count: number, parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (count <= 255 && body.length + 1 <= 255) return Buffer.concat([Buffer.of(narrow, body.length + 1, count), body]);
  return Buffer.concat([Buffer.of(narrow + 0x10), wideHead(body.length, count), body]);
}

function wideHead(size: number, count: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size + 4);
  head.writeUInt32BE(count, 4);
  return head;
}

/** All elements share a constructor, so each is written in its widest form without it (1.6.24). */
function arrayParts({ of, value }: Extract<Typed, { type: 'array' }>): { constructor: Buffer; bodies: Buffer[] } {
  const parts = value.map(widest);
  const [first] = parts.length > 0 ? parts : [widest(emptyOf(of))];
  if (!first || parts.some((part) => !part.constructor.equals(first.constructor))) throw new TypeError('an AMQP array holds values of one type');
  return { constructor: first.constructor, bodies: parts.map((part) => part.body) };
}

function widest(value: Typed): { constructor: Buffer; body: Buffer } {
  switch (value.type) {
    case 'described': {
      const inner = widest(value.value);
      return { constructor: Buffer.concat([DESCRIBED, encode(value.descriptor), inner.constructor]), body: inner.body };
    }
    case 'list': return compound(0xd0, value.value.length, value.value.map(encode));
    case 'map': return compound(0xd1, value.value.length * 2, value.value.flat().map(encode));
    case 'array': {
      const { constructor, bodies } = arrayParts(value);
      return compound(0xf0, bodies.length, [constructor, ...bodies]);
    }
    default: {
      const bytes = wide(value);
      return { constructor: bytes.subarray(0, 1), body: bytes.subarray(1) };
    }
  }
}

function compound(code: number, count: number, parts: Buffer[]): { constructor: Buffer; body: Buffer } {
  const body = Buffer.concat(parts);
  return { constructor: Buffer.of(code), body: Buffer.concat([wideHead(body.length, count), body]) };
}

/** Something of that type, for the constructor of an array without elements. */
function emptyOf(type: string): Typed {
  switch (type) {
    case 'null': return { type };
    case 'boolean': return { type, value: false };
    case 'long': case 'ulong': return { type, value: 0n };
    case 'uuid': return { type, value: '00000000-0000-0000-0000-000000000000' };
    case 'string': case 'symbol': return { type, value: '' };
    case 'binary': return { type, value: Buffer.alloc(0) };
    case 'decimal32': return { type, value: Buffer.alloc(4) };
    case 'decimal64': return { type, value: Buffer.alloc(8) };
    case 'decimal128': return { type, value: Buffer.alloc(16) };
    case 'list': case 'map': return { type, value: [] };
    case 'array': return { type, of: 'null', value: [] };
    case 'ubyte': case 'ushort': case 'uint': case 'byte': case 'short': case 'int': case 'float': case 'double': case 'char': case 'timestamp': return { type, value: 0 };
    default: throw new TypeError(`AMQP has no type ${type}`);
  }
}
