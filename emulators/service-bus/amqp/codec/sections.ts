import { described, endOf } from '#emulators/service-bus/amqp/codec/walk';
import { Fault } from '#emulators/service-bus/state/fault';

export const HEADER = 0x70;
export const DELIVERY_ANNOTATIONS = 0x71;
export const MESSAGE_ANNOTATIONS = 0x72;
export const PROPERTIES = 0x73;
export const APPLICATION_PROPERTIES = 0x74;
export const DATA = 0x75;
export const FOOTER = 0x78;

/** One section of an encoded message: `start` is that of its descriptor, `value` that of what it describes. */
export interface Section { descriptor: number; start: number; value: number; end: number }

/**
 * The sections of an encoded message (AMQP 1.0 part 3, §3.2): the broker's first, then the bare message in any order,
 * because JavaScript's client writes the footer before the body.
 * @throws Fault `decode-error` when the bytes are anything else
 */
export function sections(message: Uint8Array): Section[] {
  const found: Section[] = [];
  let floor = HEADER;
  for (let start = 0; start < message.length; ) {
    const { descriptor, value } = described(message, start);
    const end = endOf(message, value);
    if (descriptor < floor || descriptor > FOOTER) throw new Fault('decode-error', 'The message has sections out of order.');
    floor = Math.min(descriptor, PROPERTIES);
    found.push({ descriptor, start, value, end });
    start = end;
  }
  return found;
}
