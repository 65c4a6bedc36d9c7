import { randomUUID } from 'node:crypto';
import { forwardedHeader } from '#emulators/service-bus/amqp/codec/header';
import { keep } from '#emulators/service-bus/amqp/codec/keep';
import { measureHeader } from '#emulators/service-bus/amqp/codec/limits';
import { APPLICATION_PROPERTIES, HEADER, MESSAGE_ANNOTATIONS, PROPERTIES, type Section, sections } from '#emulators/service-bus/amqp/codec/sections';
import { binary, codeAt, elements, integer, text } from '#emulators/service-bus/amqp/codec/walk';
import { NULL, section, string, timestamp } from '#emulators/service-bus/amqp/codec/write';
import { checkId } from '#emulators/service-bus/state/message-limits';
import type { Content, Submission } from '#emulators/service-bus/state/message';

/** Set by the broker only: a sender's own values (a message received before and sent on) are dropped. */
const BROKER_OWNED = new Set([
  'x-opt-sequence-number', 'x-opt-enqueue-sequence-number', 'x-opt-enqueued-time', 'x-opt-locked-until',
  'x-opt-message-state', 'x-opt-deadletter-source',
]);
const SCHEDULED = 'x-opt-scheduled-enqueue-time';
const PARTITION_KEY = 'x-opt-partition-key';

/**
 * Cuts an encoded message into what the broker reads and what it forwards unread; nothing of `message` itself is kept.
 * @throws Fault `decode-error`; `argument-out-of-range`, `message-size-exceeded`, `internal-error` beyond the limits of ids and headers
 */
export function toSubmission(message: Uint8Array): Submission {
  const found = sections(message);
  measureHeader(message, found);
  const of = (descriptor: number) => found.find((one) => one.descriptor === descriptor);
  const header = elementsOf(message, of(HEADER));
  const { annotations, scheduledAt, partitionKey } = readAnnotations(message, of(MESSAGE_ANNOTATIONS));
  const properties = elementsOf(message, of(PROPERTIES));
  const bareStart = found.find((one) => one.descriptor >= PROPERTIES)?.start ?? message.length;
  const { messageId, bare } = withMessageId(message, bareStart, of(PROPERTIES), properties);
  const timeToLive = integer(header[2] ?? NULL);
  const sessionId = text(properties[10] ?? NULL);
  checkId('MessageId', messageId);
  checkId('SessionId', sessionId);
  checkId('PartitionKey', partitionKey);
  const content: Content = { header: forwardedHeader(header), annotations, bare };
  return {
    content, messageId,
    ...(timeToLive === undefined ? {} : { timeToLive }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(scheduledAt === undefined ? {} : { scheduledAt }),
  };
}

const elementsOf = (message: Uint8Array, one: Section | undefined): Uint8Array[] => (one ? elements(message, one.value) : []);

function readAnnotations(message: Uint8Array, one: Section | undefined) {
  const items = elementsOf(message, one);
  const kept: Uint8Array[] = [];
  let scheduledAt: number | undefined;
  let partitionKey: string | undefined;
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = items[index] ?? NULL;
    const value = items[index + 1] ?? NULL;
    const name = text(key) ?? '';
    if (BROKER_OWNED.has(name)) continue;
    if (name === SCHEDULED) scheduledAt = integer(value);
    else if (name === PARTITION_KEY) partitionKey = text(value);
    kept.push(key, value);
  }
  return { annotations: kept.length === 0 ? NONE : { count: kept.length, bytes: keep(kept) }, scheduledAt, partitionKey };
}
/** One for all messages without. */
const NONE: Content['annotations'] = { count: 0, bytes: new Uint8Array(0) };

/** The broker names a message whose sender did not: with automatic lock renewal the JavaScript SDK cannot settle it otherwise. */
function withMessageId(message: Uint8Array, bareStart: number, one: Section | undefined, properties: Uint8Array[]) {
  const bare = message.subarray(bareStart);
  const given = properties[0];
  if (given && codeAt(given, 0) !== 0x40) return { messageId: idText(given), bare: keep([bare]) };
  const messageId = randomUUID().replaceAll('-', '');
  const items = [string(messageId), ...properties.slice(1)];
  const rest = one ? message.subarray(one.end) : bare;
  return { messageId, bare: keep([section(PROPERTIES, 0xd0, items.length, items), rest]) };
}

/** A message id may be text, binary, a uuid or a number. */
function idText(encoded: Uint8Array): string {
  const plain = text(encoded) ?? integer(encoded)?.toString();
  return plain ?? Buffer.from(binary(encoded) ?? encoded.subarray(1)).toString('hex');
}

/** The bare message with times in its properties: JavaScript's client computes the time to live from these two. */
export function withExpiry(bare: Uint8Array, createdAt: number, expiresAt: number): Uint8Array {
  const one = sections(bare).find(({ descriptor }) => descriptor === PROPERTIES);
  const given = elementsOf(bare, one);
  const items = Array.from({ length: Math.max(given.length, 10) }, (_, index) => given[index] ?? NULL);
  items[8] = timestamp(expiresAt);
  items[9] = timestamp(createdAt);
  return Buffer.concat([section(PROPERTIES, 0xd0, items.length, items), bare.subarray(one?.end ?? 0)]);
}

/** The bare message with some application properties replaced or added, the others as their sender encoded them. */
export function withApplicationProperties(bare: Uint8Array, changed: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const found = sections(bare);
  const one = found.find(({ descriptor }) => descriptor === APPLICATION_PROPERTIES);
  const items = elementsOf(bare, one);
  const kept: Uint8Array[] = [];
  for (let index = 0; index + 1 < items.length; index += 2) {
    const key = items[index] ?? NULL;
    if (!Object.hasOwn(changed, text(key) ?? '')) kept.push(key, items[index + 1] ?? NULL);
  }
  for (const [name, value] of Object.entries(changed)) kept.push(string(name), typeof value === 'string' ? string(value) : value);
  const start = one?.start ?? found.find(({ descriptor }) => descriptor > APPLICATION_PROPERTIES)?.start ?? bare.length;
  const end = one?.end ?? start;
  return Buffer.concat([bare.subarray(0, start), section(APPLICATION_PROPERTIES, 0xd1, kept.length, kept), bare.subarray(end)]);
}
