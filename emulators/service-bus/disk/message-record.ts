import type { ByteReader } from '#emulators/service-bus/disk/byte-reader';
import type { ByteWriter } from '#emulators/service-bus/disk/byte-writer';
import type { Message, MessageState, Properties, PropertyValue } from '#emulators/service-bus/state/message';
import type { MessageChange, SavedMessage } from '#emulators/service-bus/state/saved';

const STATES: readonly MessageState[] = ['active', 'deferred', 'scheduled'];
const NONE = NaN;
const orNone = (value: number | undefined): number => value ?? NONE;
const some = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

export function writeMessage(writer: ByteWriter, message: Message): void {
  const { content } = message;
  for (const value of [message.enqueuedSequenceNumber, message.enqueuedAt, message.expiresAt, orNone(message.timeToLive), orNone(message.scheduledAt)]) writer.number(value);
  writeChange(writer, message);
  writer.text(message.messageId);
  writeOptional(writer, message.sessionId);
  writeOptional(writer, message.deadLetterSource);
  for (const field of content.header) writer.bytes(field);
  writer.count(content.annotations.count);
  writer.bytes(content.annotations.bytes);
  writer.bytes(content.bare);
  writeOptional(writer, furtherFacts(message));
}

const WRITTEN = new Set<string>([
  'content', 'messageId', 'sessionId', 'timeToLive', 'scheduledAt', 'sequenceNumber', 'enqueuedSequenceNumber', 'enqueuedAt',
  'expiresAt', 'deliveryCount', 'state', 'properties', 'deadLetterSource', 'lock', 'gone',
] satisfies (keyof Message)[]);

/** Facts that few messages have, as JSON. */
function furtherFacts(message: Message): string | undefined {
  let further: Record<string, unknown> | undefined;
  for (const key in message) if (!WRITTEN.has(key)) (further ??= {})[key] = message[key as keyof Message];
  return further && JSON.stringify(further);
}

export function readMessage(reader: ByteReader, sequenceNumber: number): SavedMessage {
  const [enqueuedSequenceNumber, enqueuedAt, expiresAt] = [reader.number(), reader.number(), reader.number()];
  const [timeToLive, scheduledAt] = [some(reader.number()), some(reader.number())];
  const change = readChange(reader);
  const messageId = reader.text();
  const [sessionId, deadLetterSource] = [readOptional(reader), readOptional(reader)];
  const header = [reader.bytes(), reader.bytes(), reader.bytes()] as const;
  const annotations = { count: reader.count(), bytes: reader.bytes() };
  return {
    sequenceNumber, enqueuedSequenceNumber, enqueuedAt, expiresAt, ...change, messageId,
    content: { header, annotations, bare: reader.bytes() },
    ...(JSON.parse(readOptional(reader) ?? '{}') as object),
    ...(timeToLive === undefined ? {} : { timeToLive }),
    ...(scheduledAt === undefined ? {} : { scheduledAt }),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(deadLetterSource === undefined ? {} : { deadLetterSource }),
  };
}

export function writeChange(writer: ByteWriter, { deliveryCount, state, properties }: MessageChange): void {
  writer.count(deliveryCount);
  writer.byte(STATES.indexOf(state));
  const entries = Object.entries(properties);
  writer.count(entries.length);
  for (const [name, value] of entries) {
    writer.text(name);
    writer.byte(typeof value === 'string' ? 1 : 0);
    if (typeof value === 'string') writer.text(value);
    else writer.bytes(value);
  }
}

export function readChange(reader: ByteReader): MessageChange {
  const deliveryCount = reader.count();
  const state = STATES[reader.byte()];
  if (!state) throw new RangeError('A message has an unknown state.');
  const entries = Array.from({ length: reader.count() }, (): [string, PropertyValue] => [reader.text(), reader.byte() === 1 ? reader.text() : reader.bytes()]);
  const properties: Properties = Object.fromEntries(entries);
  return { deliveryCount, state, properties };
}

function writeOptional(writer: ByteWriter, text: string | undefined): void {
  writer.byte(text === undefined ? 0 : 1);
  if (text !== undefined) writer.text(text);
}

const readOptional = (reader: ByteReader): string | undefined => (reader.byte() === 1 ? reader.text() : undefined);
