import fc from 'fast-check';

type Mutation = readonly [kind: 'flip' | 'cut' | 'double' | 'swap' | 'length' | 'drop' | 'insert' | 'splice', part: number, at: number, value: number, piece: Buffer];

/** One to six changes of a conversation: bytes, lengths and frames; `strangers` are frames of other conversations. */
export const mutations = (strangers: fc.Arbitrary<Buffer>): fc.Arbitrary<Mutation[]> => fc.array(
  fc.tuple(fc.constantFrom('flip', 'flip', 'flip', 'cut', 'double', 'swap', 'length', 'drop', 'insert', 'splice'), fc.nat(), fc.nat(), fc.nat(255), strangers), { minLength: 1, maxLength: 6 });

/** The conversation with these changes made, still in parts. */
export function mutate(conversation: readonly Buffer[], changes: readonly Mutation[]): Buffer[] {
  const parts = [...conversation];
  for (const [kind, where, at, value, piece] of changes) {
    const index = where % Math.max(1, parts.length);
    const part = Buffer.from(parts[index] ?? []);
    const offset = at % Math.max(1, part.length);
    if (kind === 'flip') part[offset] = value;
    else if (kind === 'length' && part.length >= 4) part.writeUInt32BE((part.readUInt32BE(0) + value - 128) >>> 0);
    if (kind === 'cut') parts[index] = part.subarray(0, offset);
    else if (kind === 'splice') parts[index] = Buffer.concat([part.subarray(0, offset), piece, part.subarray(offset)]);
    else if (kind === 'double') parts.splice(index, 0, part);
    else if (kind === 'drop') parts.splice(index, 1);
    else if (kind === 'insert') parts.splice(index, 0, piece);
    else if (kind === 'swap') [parts[index], parts[at % parts.length]] = [parts[at % parts.length] ?? part, part];
    else parts[index] = part;
  }
  return parts;
}
