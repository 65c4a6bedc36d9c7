import { APPLICATION_PROPERTIES, type Section } from '#emulators/service-bus/amqp/codec/sections';
import { elements } from '#emulators/service-bus/amqp/codec/walk';
import { checkHeader } from '#emulators/service-bus/state/message-limits';

/** What stands around a value of 32 KB and more: its type and four bytes of size. */
const ENVELOPE = 5;

/** Measures everything but body and footer against the limits of a message's header. @throws Fault as `checkHeader` */
export function measureHeader(message: Uint8Array, found: readonly Section[]): void {
  let total = 0;
  for (const { descriptor, start, end } of found) if (descriptor <= APPLICATION_PROPERTIES) total += end - start;
  checkHeader(total, () => {
    const one = found.find(({ descriptor }) => descriptor === APPLICATION_PROPERTIES);
    return one ? elements(message, one.value).filter((_, index) => index % 2 === 1).map(({ length }) => length - ENVELOPE) : [];
  });
}
