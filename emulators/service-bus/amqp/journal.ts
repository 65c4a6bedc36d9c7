import type { Exchange, Journal } from '#core/exchange';
import type { Json } from '#core/json';
import { codec } from '#emulators/service-bus/amqp/rhea/codec';
import { checkCounts } from '#emulators/service-bus/amqp/codec/walk';
import type { Message, Submission } from '#emulators/service-bus/state/message';

/**
 * Journals an accepted message. Its bytes are shared with the queue, and nothing is decoded until somebody reads the
 * exchange's body or properties.
 */
export function journalSend(journal: Journal, at: number, from: string, entity: string, { content: { bare }, messageId }: Submission): void {
  let decoded: { body: Json; properties: Record<string, Json> } | undefined;
  const read = () => (decoded ??= readable(bare, messageId));
  const exchange: Exchange = {
    kind: 'message', at, from, to: entity, entity,
    get body() { return read().body; },
    get properties() { return read().properties; },
  };
  journal.add(exchange, bare.length);
}

/** Journals what became of a message: the body is null, `settlement` and the message's numbers are properties. */
export function journalSettlement(journal: Journal, at: number, to: string, entity: string, settlement: string, message: Message): void {
  const { messageId, sequenceNumber, deliveryCount } = message;
  journal.add({ kind: 'message', at, from: entity, to, entity, body: null, properties: { settlement, messageId, sequenceNumber, deliveryCount } });
}

/** Bytes, for a message that is no valid AMQP or announces what it has no room for: rhea allocates what is announced. */
function readable(raw: Uint8Array, messageId: string): ReturnType<typeof decode> {
  try {
    for (let at = 0; at < raw.length; ) at = checkCounts(raw, at);
    return decode(raw, messageId);
  } catch {
    return { body: { $binary: Buffer.from(raw).toString('base64') }, properties: { messageId } };
  }
}

const SYSTEM = {
  subject: 'subject', content_type: 'contentType', correlation_id: 'correlationId', to: 'to', reply_to: 'replyTo',
  group_id: 'sessionId', reply_to_group_id: 'replyToSessionId',
} as const;

function decode(raw: Uint8Array, messageId: string): { body: Json; properties: Record<string, Json> } {
  const message = codec.decode(Buffer.from(raw)) as unknown as Record<string, unknown>;
  const properties: Record<string, Json> = { messageId };
  for (const [wire, name] of Object.entries(SYSTEM)) if (message[wire] !== undefined) properties[name] = toJson(message[wire]);
  properties['applicationProperties'] = toJson(message['application_properties'] ?? {});
  return { body: bodyOf(message['body']), properties };
}

/** A data section holds bytes: JSON when they are JSON, else text, else base64 in `{ "$binary": … }`. */
function bodyOf(body: unknown): Json {
  const content = isSection(body) ? body.content : body;
  return Buffer.isBuffer(content) ? fromBytes(content) : toJson(content);
}

const isSection = (value: unknown): value is { content: unknown; typecode: number } =>
  typeof value === 'object' && value !== null && 'typecode' in value && 'content' in value;

function fromBytes(bytes: Buffer): Json {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return { $binary: bytes.toString('base64') };
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function toJson(value: unknown): Json {
  if (Buffer.isBuffer(value)) return fromBytes(value);
  if (value === undefined) return null;
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))) as Json;
}
