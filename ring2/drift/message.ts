import type { Json } from '#core/json';

export type PropertyValue = string | number | boolean | Date | null;

/** What the sender of a message says of it and its receiver sees again. */
interface Told {
  body: Json;
  messageId?: string;
  contentType?: string;
  subject?: string;
  correlationId?: string;
  sessionId?: string;
  to?: string;
  replyTo?: string;
  replyToSessionId?: string;
  partitionKey?: string;
  /** Milliseconds. */
  timeToLive?: number;
  /** Milliseconds since the epoch. */
  scheduledAt?: number;
}

/** A message as a scenario sends it; without an id only where the bus is to choose one. */
export interface OutgoingMessage extends Told {
  properties?: Record<string, PropertyValue>;
}

/** A message as a driver shows it, peeked or received. Times in milliseconds since the epoch by the target's clock. */
export interface SeenMessage extends Told {
  properties: Record<string, PropertyValue>;
  deliveryCount?: number;
  /** Decimal digits. */
  sequenceNumber?: string;
  /** The number it was given first, before it was forwarded, scheduled or dead-lettered. Decimal digits. */
  enqueuedSequenceNumber?: string;
  enqueuedAt?: number;
  lockedUntil?: number;
  lockToken?: string;
  state: 'active' | 'deferred' | 'scheduled';
  deadLetterReason?: string;
  deadLetterDescription?: string;
  /** The entity in whose dead-letter queue it was first. */
  deadLetterSource?: string;
}

export interface DeadLetterFacts {
  reason: string;
  description: string;
  properties?: Record<string, PropertyValue>;
}
