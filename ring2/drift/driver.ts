import type { Json } from '#core/json';

export type PropertyValue = string | number | boolean | Date | null;

/** A message as a scenario sends it. `messageId` is always given: what the bus does without one is a scenario of its own. */
export interface OutgoingMessage {
  body: Json;
  messageId: string;
  contentType?: string;
  subject?: string;
  correlationId?: string;
  sessionId?: string;
  properties?: Record<string, PropertyValue>;
}

/** A message as a driver shows it, peeked or received. Times in milliseconds since the epoch by the target's clock. */
export interface SeenMessage {
  body: Json;
  messageId?: string;
  contentType?: string;
  subject?: string;
  correlationId?: string;
  sessionId?: string;
  properties: Record<string, PropertyValue>;
  deliveryCount?: number;
  /** Decimal digits. */
  sequenceNumber?: string;
  enqueuedAt?: number;
  lockedUntil?: number;
  lockToken?: string;
  state: 'active' | 'deferred' | 'scheduled';
  deadLetterReason?: string;
  deadLetterDescription?: string;
}

export interface DeadLetterFacts {
  reason: string;
  description: string;
}

/** An error the target gave. Whether it is an observation or the end of the attempt is the step's decision. */
export class BusError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly condition: string | undefined;

  constructor(code: string, message: string, facts: { retryable: boolean; condition?: string }, cause?: unknown) {
    super(message, { cause });
    this.name = 'BusError';
    this.code = code;
    this.retryable = facts.retryable;
    this.condition = facts.condition;
  }
}

/**
 * Codes that say nothing about behaviour, because the bus did not get to answer. Not ServiceCommunicationProblem: the
 * official client gives it for `amqp:not-found` with an unusual text, which is an answer, and drift.
 */
const NO_ANSWER = new Set(['ConnectionFailed', 'ClientFailed', 'ServiceBusy', 'ServiceTimeout', 'UnauthorizedAccess', 'QuotaExceeded']);
export const isAnswer = (error: BusError): boolean => !NO_ANSWER.has(error.code);

/**
 * What a scenario may do on a bus: one client library, one transport, one target. Entities are paths such as
 * `queue` or `deadLetterOf(queue)`. Every method rejects with `BusError` when the target refuses.
 */
export interface Driver {
  send(entity: string, message: OutgoingMessage): Promise<void>;
  /** Returns the sequence number, in decimal digits. */
  schedule(entity: string, message: OutgoingMessage, at: number): Promise<string>;
  cancelScheduled(entity: string, sequenceNumber: string): Promise<void>;
  /** One message in peek-lock mode, or undefined when none came within the driver's patience. */
  receive(entity: string): Promise<SeenMessage | undefined>;
  receiveDeferred(entity: string, sequenceNumber: string): Promise<SeenMessage | undefined>;
  /** From the lowest sequence number on. */
  peek(entity: string, max: number): Promise<SeenMessage[]>;
  complete(message: SeenMessage): Promise<void>;
  abandon(message: SeenMessage): Promise<void>;
  defer(message: SeenMessage): Promise<void>;
  deadLetter(message: SeenMessage, facts: DeadLetterFacts): Promise<void>;
  /** Lets the target's time pass: a virtual clock is turned, a real one waited for. */
  wait(ms: number): Promise<void>;
  /** Milliseconds since the epoch, by the target's clock as far as this side knows it. */
  now(): number;
}

export const deadLetterOf = (entity: string): string => `${entity}/$DeadLetterQueue`;
