import { Fault } from '#emulators/service-bus/state/fault';

// Walks encoded AMQP 1.0 values without decoding them (part 1, §1.2): what the broker forwards keeps its exact types.

const malformed = () => new Fault('decode-error', 'The message or frame is not valid AMQP 1.0.');

/** The first byte of an encoded value's type, `0x40` being null. @throws Fault `decode-error` at the end of the buffer. */
export function codeAt(buffer: Uint8Array, offset: number): number {
  const code = buffer[offset];
  if (code === undefined) throw malformed();
  return code;
}

const uint32 = (buffer: Uint8Array, offset: number): number =>
  codeAt(buffer, offset) * 0x1000000 + (codeAt(buffer, offset + 1) << 16) + (codeAt(buffer, offset + 2) << 8) + codeAt(buffer, offset + 3);

/** By the upper half of the type code: fixed width, or the width of the size that follows. */
const FIXED: Partial<Record<number, number>> = { 4: 0, 5: 1, 6: 2, 7: 4, 8: 8, 9: 16 };

/** The offset behind the value at `offset`. @throws Fault `decode-error` when it is malformed or truncated. */
export function endOf(buffer: Uint8Array, offset: number): number {
  let at = offset;
  while (codeAt(buffer, at) === 0x00) at = endOfPlain(buffer, at + 1);
  return endOfPlain(buffer, at);
}

function endOfPlain(buffer: Uint8Array, offset: number): number {
  const code = codeAt(buffer, offset);
  const kind = code >> 4;
  const fixed = FIXED[kind];
  let end: number;
  if (fixed !== undefined) end = offset + 1 + fixed;
  else if (kind === 0xa || kind === 0xc || kind === 0xe) end = offset + 2 + codeAt(buffer, offset + 1);
  else if (kind === 0xb || kind === 0xd || kind === 0xf) end = offset + 5 + uint32(buffer, offset + 1);
  else throw malformed();
  if (end > buffer.length) throw malformed();
  return end;
}

/** Where the elements of the list or map at `offset` begin, and how many there are; a map counts keys and values. */
export function compound(buffer: Uint8Array, offset: number): { count: number; first: number; end: number } {
  const code = codeAt(buffer, offset);
  if (code === 0x45 || code === 0x40) return { count: 0, first: offset + 1, end: offset + 1 };
  const end = endOf(buffer, offset);
  if (code === 0xc0 || code === 0xc1) return { count: codeAt(buffer, offset + 2), first: offset + 3, end };
  if (code === 0xd0 || code === 0xd1) return { count: uint32(buffer, offset + 5), first: offset + 9, end };
  throw malformed();
}

/** The encoded elements of the list or map at `offset`. */
export function elements(buffer: Uint8Array, offset: number): Uint8Array[] {
  const { count, first, end } = compound(buffer, offset);
  const found: Uint8Array[] = [];
  for (let at = first; found.length < count; ) {
    const next = endOf(buffer, at);
    if (next > end) throw malformed();
    found.push(buffer.subarray(at, next));
    at = next;
  }
  return found;
}

/** The numeric descriptor of the section at `offset` and where its value begins. */
export function described(buffer: Uint8Array, offset: number): { descriptor: number; value: number } {
  if (codeAt(buffer, offset) !== 0x00) throw malformed();
  const code = codeAt(buffer, offset + 1);
  const value = endOfPlain(buffer, offset + 1);
  if (code === 0x53) return { descriptor: codeAt(buffer, offset + 2), value };
  if (code === 0x80) return { descriptor: uint32(buffer, offset + 6), value };
  const descriptor = SYMBOLIC[text(buffer.subarray(offset + 1, value)) ?? ''];
  if (descriptor === undefined) throw malformed();
  return { descriptor, value };
}

const SYMBOLIC: Partial<Record<string, number>> = {
  'amqp:header:list': 0x70, 'amqp:delivery-annotations:map': 0x71, 'amqp:message-annotations:map': 0x72,
  'amqp:properties:list': 0x73, 'amqp:application-properties:map': 0x74, 'amqp:data:binary': 0x75,
  'amqp:amqp-sequence:list': 0x76, 'amqp:value:*': 0x77, 'amqp:footer:map': 0x78,
};

/** An encoded string or symbol as text, undefined for any other type. */
export function text(encoded: Uint8Array): string | undefined {
  const code = encoded[0];
  const from = code === 0xa1 || code === 0xa3 ? 2 : code === 0xb1 || code === 0xb3 ? 5 : 0;
  return from === 0 ? undefined : Buffer.from(encoded.buffer, encoded.byteOffset + from, encoded.length - from).toString('utf8');
}

/** The bytes of an encoded binary, undefined for any other type. */
export function binary(encoded: Uint8Array): Uint8Array | undefined {
  return encoded[0] === 0xa0 ? encoded.subarray(2) : encoded[0] === 0xb0 ? encoded.subarray(5) : undefined;
}

/** An encoded uint, ulong, int, long or timestamp as a number, undefined for any other type. */
export function integer(encoded: Uint8Array): number | undefined {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.length);
  switch (encoded[0]) {
    case 0x43: case 0x44: return 0;
    case 0x52: case 0x53: return view.getUint8(1);
    case 0x54: case 0x55: return view.getInt8(1);
    case 0x70: return view.getUint32(1);
    case 0x71: return view.getInt32(1);
    case 0x80: return Number(view.getBigUint64(1));
    case 0x81: case 0x83: return Number(view.getBigInt64(1));
    default: return undefined;
  }
}

/** A transfer or attach never has values nested deeper than this; deeper ones are an attack on the stack. */
const MAX_DEPTH = 32;

/**
 * Checks that every list, map and array inside really has room for the elements it announces: decoders allocate by
 * the announced number, and four bytes could announce four thousand million nulls.
 * @returns the offset behind the value
 */
export function checkCounts(buffer: Uint8Array, offset: number, depth = 0): number {
  if (depth > MAX_DEPTH) throw malformed();
  let at = offset;
  while (codeAt(buffer, at) === 0x00) at = checkCounts(buffer, at + 1, depth + 1);
  const kind = codeAt(buffer, at) >> 4;
  const end = endOfPlain(buffer, at);
  if (kind === 0xe || kind === 0xf) checkArray(buffer, at, end, depth);
  if (kind !== 0xc && kind !== 0xd) return end;
  const { count, first } = compound(buffer, at);
  if (count > end - first) throw malformed();
  let inner = first;
  for (let index = 0; index < count; index += 1) inner = checkCounts(buffer, inner, depth + 1);
  if (inner > end) throw malformed();
  return end;
}

/** An array's elements share one constructor. Elements that announce counts of their own occur in no performative and no request. */
function checkArray(buffer: Uint8Array, at: number, end: number, depth: number): void {
  const wide = codeAt(buffer, at) >> 4 === 0xf;
  const count = wide ? uint32(buffer, at + 5) : codeAt(buffer, at + 2);
  let constructor = at + (wide ? 9 : 3);
  while (codeAt(buffer, constructor) === 0x00) constructor = checkCounts(buffer, constructor + 1, depth + 1);
  if (count > end - at || constructor >= end || codeAt(buffer, constructor) >> 4 >= 0xc) throw malformed();
}
