import type { Json } from '#core/json';
import { type Fact, exact, growing, id, instant, named, text } from '#core/transcript';
import type { PropertyValue, SeenMessage } from '#ring2/drift/message';

/** A network's delay and the seconds-wide granularity of some brokers' timers, together. */
export const TOLERANCE_MS = 2000;

/** The facts of a message that every target must agree on. Each rule of comparison is stated here once. */
export function messageFacts(message: SeenMessage): Record<string, Fact> {
  const facts: Record<string, Fact | undefined> = {
    body: exact(message.body),
    messageId: some(message.messageId, (value) => id('message', value)),
    contentType: some(message.contentType, exact),
    subject: some(message.subject, exact),
    correlationId: some(message.correlationId, exact),
    sessionId: some(message.sessionId, exact),
    to: some(message.to, exact),
    replyTo: some(message.replyTo, exact),
    replyToSessionId: some(message.replyToSessionId, exact),
    partitionKey: some(message.partitionKey, exact),
    timeToLive: some(message.timeToLive, (value) => exact(value, 'shape')),
    deliveryCount: some(message.deliveryCount, exact),
    state: exact(message.state),
    sequenceNumber: some(message.sequenceNumber, (value) => growing('sequence', value)),
    // The number it had first is one of the same family: the same symbol until the message is numbered anew.
    enqueuedSequenceNumber: some(message.enqueuedSequenceNumber, (value) => growing('sequence', value)),
    enqueuedTime: some(message.enqueuedAt, (at) => instant(at, TOLERANCE_MS)),
    scheduledTime: some(message.scheduledAt, (at) => instant(at, TOLERANCE_MS)),
    lockedUntil: some(message.lockedUntil, (at) => instant(at, TOLERANCE_MS)),
    lockToken: some(message.lockToken, (value) => id('lock', value)),
    deadLetterReason: some(message.deadLetterReason, exact),
    deadLetterDescription: some(message.deadLetterDescription, text),
    deadLetterSource: some(message.deadLetterSource, named),
  };
  for (const [name, value] of Object.entries(message.properties)) {
    // They repeat the two facts above, and the description is free text.
    if (name === 'DeadLetterReason' || name === 'DeadLetterErrorDescription') continue;
    facts[`properties.${name}`] = exact(value instanceof Date ? value.toISOString() : value);
    facts[`properties.${name}.type`] = exact(typeOf(value), 'shape');
  }
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, Fact] => entry[1] !== undefined));
}

const some = <T extends Json>(value: T | undefined, fact: (value: T) => Fact): Fact | undefined => (value === undefined ? undefined : fact(value));

function typeOf(value: PropertyValue): string {
  if (value === null) return 'null';
  return value instanceof Date ? 'date' : typeof value;
}
