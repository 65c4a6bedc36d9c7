import { APPLICATION_PROPERTIES, DELIVERY_ANNOTATIONS, FOOTER, HEADER, MESSAGE_ANNOTATIONS, sections } from '#emulators/service-bus/amqp/codec/sections';
import { toUuid } from '#emulators/service-bus/amqp/codec/lock-token';
import { withApplicationProperties, withExpiry } from '#emulators/service-bus/amqp/codec/submission';
import { NULL, int, long, parts, section, string, symbol, timestamp, uint, uuid } from '#emulators/service-bus/amqp/codec/write';
import type { Message, MessageState } from '#emulators/service-bus/state/message';

const KEYS = {
  sequence: symbol('x-opt-sequence-number'),
  enqueueSequence: symbol('x-opt-enqueue-sequence-number'),
  enqueuedTime: symbol('x-opt-enqueued-time'),
  lockedUntil: symbol('x-opt-locked-until'),
  state: symbol('x-opt-message-state'),
  deadLetterSource: symbol('x-opt-deadletter-source'),
  lockToken: symbol('x-opt-lock-token'),
};
const STATE: Record<MessageState, number> = { active: 0, deferred: 1, scheduled: 2 };

/** A header's ttl is an unsigned 32-bit number of milliseconds. */
const MAX_TTL = 0xffffffff;

export interface DeliveryFacts {
  /** x-opt-message-state: on peeked and deferred messages. */
  state?: boolean;
  /** The lock token as delivery annotation: how Python finds it on a deferred message. */
  lockToken?: boolean;
  /** Leaves the body away: a peek may ask for that. */
  withoutBody?: boolean;
}

/** The message as it goes to a receiver: the broker's header and annotations before the sender's own bytes. */
export function encodeDelivery(message: Message, facts: DeliveryFacts = {}): Buffer {
  const { lock } = message;
  const token = facts.lockToken && lock
    ? section(DELIVERY_ANNOTATIONS, 0xd1, 2, [KEYS.lockToken, uuid(toUuid(lock.token))]) : EMPTY;
  return Buffer.concat([...header(message), token, ...annotations(message, facts.state === true), facts.withoutBody ? bodiless(bareOf(message)) : bareOf(message)]);
}
const EMPTY = new Uint8Array(0);

function bareOf({ content, properties, expiresAt, enqueuedAt }: Message): Uint8Array {
  const dated = expiresAt === Infinity ? content.bare : withExpiry(content.bare, enqueuedAt, expiresAt);
  return isEmpty(properties) ? dated : withApplicationProperties(dated, properties);
}

const bodiless = (bare: Uint8Array): Buffer =>
  Buffer.concat(sections(bare).flatMap(({ descriptor, start, end }) => (descriptor <= APPLICATION_PROPERTIES || descriptor === FOOTER ? [bare.subarray(start, end)] : [])));

const isEmpty = (properties: object): boolean => {
  for (const _ in properties) return false;
  return true;
};

function header({ content, deliveryCount, expiresAt, enqueuedAt, timeToLive }: Message): Uint8Array[] {
  const [durable, priority, firstAcquirer] = content.header;
  const ttl = expiresAt === Infinity ? timeToLive : expiresAt - enqueuedAt;
  return parts(HEADER, 0xd0, 5, [
    durable, priority, ttl === undefined || ttl > MAX_TTL ? NULL : uint(ttl), firstAcquirer, uint(deliveryCount),
  ]);
}

function annotations(message: Message, withState: boolean): Uint8Array[] {
  const { content, lock, deadLetterSource } = message;
  const items: Uint8Array[] = [
    KEYS.sequence, long(message.sequenceNumber), KEYS.enqueueSequence, long(message.enqueuedSequenceNumber),
    KEYS.enqueuedTime, timestamp(message.enqueuedAt),
  ];
  if (lock) items.push(KEYS.lockedUntil, timestamp(lock.until));
  if (withState) items.push(KEYS.state, int(STATE[message.state]));
  if (deadLetterSource !== undefined) items.push(KEYS.deadLetterSource, string(deadLetterSource));
  const count = items.length + content.annotations.count;
  items.push(content.annotations.bytes);
  return parts(MESSAGE_ANNOTATIONS, 0xd1, count, items);
}
