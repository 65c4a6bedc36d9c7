import { keep } from '#emulators/service-bus/amqp/codec/keep';
import { NULL } from '#emulators/service-bus/amqp/codec/write';
import type { Content } from '#emulators/service-bus/state/message';

/** Messages say little in their headers, and most say the same: each spelling is kept once. */
const known = new Map<number, Content['header']>();

/** The header fields that the broker forwards, of a header's encoded elements (AMQP 1.0 part 3, §3.2.1). */
export function forwardedHeader(elements: readonly Uint8Array[]): Content['header'] {
  const fields = [elements[0] ?? NULL, elements[1] ?? NULL, elements[3] ?? NULL] as const;
  const key = keyOf(fields);
  const found = key === undefined ? undefined : known.get(key);
  if (found) return found;
  const header = fields.map((field) => keep([field])) as unknown as Content['header'];
  if (key !== undefined) known.set(key, header);
  return header;
}

/** A number for booleans, null and a priority of one byte, as the specification has them; undefined for all else. */
function keyOf(fields: Content['header']): number | undefined {
  const [durable, priority, firstAcquirer] = fields;
  if (durable.length > 1 || firstAcquirer.length > 1 || priority.length > 2 || (priority.length === 2 && priority[0] !== 0x50)) return undefined;
  return ((durable[0] ?? 0) << 24) | ((firstAcquirer[0] ?? 0) << 16) | ((priority[0] ?? 0) << 8) | (priority[1] ?? 0);
}
