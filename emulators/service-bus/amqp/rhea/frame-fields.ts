import { text as asText, codeAt, compound, endOf, integer } from '#emulators/service-bus/amqp/codec/walk';

/** What a field may be encoded as (AMQP 1.0 part 2, §2.7); null is always allowed, `any` is looked at by who reads it. */
const any = undefined;
const uint: readonly number[] = [0x43, 0x52, 0x70, 0x50, 0x60];
const ulong: readonly number[] = [...uint, 0x44, 0x53, 0x80];
const flag: readonly number[] = [0x41, 0x42, 0x56];
const text: readonly number[] = [0xa1, 0xb1, 0xa3, 0xb3];
const binary: readonly number[] = [0xa0, 0xb0];
const map: readonly number[] = [0xc1, 0xd1];

const FIELDS: Readonly<Partial<Record<number, readonly (readonly number[] | undefined)[]>>> = {
  0x10: [text, text, uint, uint, uint, any, any, any, any, map],
  0x11: [uint, uint, uint, uint, uint, any, any, map],
  0x12: [text, uint, flag, uint, uint, any, any, map, flag, uint, ulong, any, any, map],
  0x13: [uint, uint, uint, uint, uint, uint, uint, uint, flag, flag, map],
  0x14: [uint, uint, binary, uint, flag, flag, uint, any, flag, flag, flag],
  0x15: [flag, uint, uint, flag, any, flag],
  0x16: [uint, flag],
};

/**
 * Checks the types of a performative's fields: rhea takes them as they come, and with a credit of 0.5, a range from
 * infinity or a delivery id that is text it counts for ever.
 * @throws Error, or Fault `decode-error`
 */
export function checkFields(buffer: Uint8Array, body: number): void {
  const value = endOf(buffer, body + 1);
  const fields = FIELDS[descriptorAt(buffer, body)];
  if (!fields) return;
  const { count, first } = compound(buffer, value);
  let at = first;
  for (let index = 0; index < count; index += 1) {
    const code = codeAt(buffer, at);
    const allowed = fields[index];
    if (allowed && code !== 0x40 && !allowed.includes(code)) throw new Error(`Field ${index} of the performative has the wrong type.`);
    at = endOf(buffer, at);
  }
}

const NAMES = ['open', 'begin', 'attach', 'flow', 'transfer', 'disposition', 'detach', 'end', 'close'].map((name) => `amqp:${name}:list`);

/** rhea takes any value that reads like the number; a broker must not have its checks passed by that. */
function descriptorAt(buffer: Uint8Array, body: number): number {
  const encoded = buffer.subarray(body + 1, endOf(buffer, body + 1));
  const code = codeAt(buffer, body) === 0x00 ? encoded[0] : undefined;
  const descriptor = code === 0x53 || code === 0x80 ? integer(encoded) : code === 0xa3 || code === 0xb3 ? 0x10 + NAMES.indexOf(asText(encoded) ?? '') : -1;
  if (descriptor === undefined || descriptor < 0x10) throw new Error('A frame begins with no performative.');
  return descriptor;
}
