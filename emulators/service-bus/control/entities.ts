import { type Endpoint, wholeNumber } from '#emulators/service-bus/control/control';
import type { Message } from '#emulators/service-bus/state/message';
import { type Namespace, withSubQueues } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';

export interface ShownMessage {
  sequenceNumber: number;
  messageId: string;
  state: 'active' | 'locked' | 'deferred' | 'scheduled';
  deliveryCount: number;
  enqueuedAt: string;
  sessionId?: string;
  lockedUntil?: string;
  expiresAt?: string;
  scheduledAt?: string;
  deadLetterSource?: string;
  deadLetterReason?: string;
  deadLetterErrorDescription?: string;
}
export interface ShownEntity {
  path: string;
  kind: Queue['role'];
  status: string;
  counts: { total: number; active: number; locked: number; deferred: number; scheduled: number };
  receivers: number;
  sessions: { id: string; held: boolean; state: 'none' | 'set' }[];
  /** The first ones; `counts` has all. */
  messages: ShownMessage[];
}

/** `GET /ringproof/entities?entity=&messages=`: what every entity and dead-letter queue holds. */
export const readEntities: Endpoint = ({ namespace }, { query }) =>
  ({ json: { entities: entitiesOf(namespace, wholeNumber('messages', query.get('messages'), 100, 10_000), query.get('entity') ?? undefined) } });

/** `entity` picks one with its dead-letter queues. */
export function entitiesOf(namespace: Namespace, messages: number, entity?: string): ShownEntity[] {
  const wanted = entity?.toLowerCase();
  return namespace.entities().flatMap(withSubQueues)
    .filter(({ name }) => wanted === undefined || name.toLowerCase() === wanted || name.toLowerCase().startsWith(`${wanted}/`))
    .map((queue) => shownEntity(queue, messages));
}

function shownEntity(queue: Queue, limit: number): ShownEntity {
  const counts = { total: queue.messages.size, active: 0, locked: 0, deferred: 0, scheduled: 0 };
  const messages: ShownMessage[] = [];
  for (const message of queue.messages.values()) {
    counts[stateOf(message)] += 1;
    if (messages.length < limit) messages.push(shownMessage(message));
  }
  return {
    path: queue.name, kind: queue.role, status: queue.options.status, counts,
    receivers: [...queue.attachments].filter(({ direction }) => direction === 'receive').length,
    sessions: [...queue.sessions.values()].map(({ id, held, state }) => ({ id, held: held !== undefined, state: state ? 'set' : 'none' })),
    messages,
  };
}

const stateOf = ({ lock, state }: Message): ShownMessage['state'] => (lock ? 'locked' : state);

const time = (ms: number): string => (Math.abs(ms) <= MAX_DATE ? new Date(ms).toISOString() : String(ms));
const MAX_DATE = 8.64e15;

function shownMessage(message: Message): ShownMessage {
  const { lock, sessionId, scheduledAt, expiresAt, deadLetterSource, properties, state } = message;
  const { DeadLetterReason: reason, DeadLetterErrorDescription: description } = properties;
  return {
    sequenceNumber: message.sequenceNumber, messageId: message.messageId, state: stateOf(message), deliveryCount: message.deliveryCount,
    enqueuedAt: time(message.enqueuedAt),
    ...(sessionId !== undefined && { sessionId }),
    ...(lock && { lockedUntil: time(lock.until) }),
    ...(expiresAt !== Infinity && { expiresAt: time(expiresAt) }),
    ...(state === 'scheduled' && scheduledAt !== undefined && { scheduledAt: time(scheduledAt) }),
    ...(deadLetterSource !== undefined && { deadLetterSource }),
    ...(reason !== undefined && { deadLetterReason: plain(reason) }),
    ...(description !== undefined && { deadLetterErrorDescription: plain(description) }),
  };
}

/** A text that its sender encoded: AMQP's str8 or str32. */
function plain(value: string | Uint8Array): string {
  if (typeof value === 'string') return value;
  const start = value[0] === 0xa1 ? 2 : value[0] === 0xb1 ? 5 : 0;
  return Buffer.from(value.subarray(start)).toString('utf8');
}
