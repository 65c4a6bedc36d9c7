/** A message as its sender encoded it, cut where the broker adds its own facts. State never looks inside. */
export interface Content {
  /** The sender's header fields durable, priority and first-acquirer, each encoded, in that order. */
  readonly header: readonly [durable: Uint8Array, priority: Uint8Array, firstAcquirer: Uint8Array];
  /** The sender's own message annotations: encoded key-value pairs and their number. */
  readonly annotations: { readonly count: number; readonly bytes: Uint8Array };
  /** Properties, application properties, body and footer, encoded. */
  readonly bare: Uint8Array;
}

/** What a sender hands over. Durations and times in milliseconds. */
export interface Submission {
  readonly content: Content;
  readonly messageId: string;
  readonly sessionId?: string;
  readonly timeToLive?: number;
  /** Scheduled enqueue time; a time in the past means now. */
  readonly scheduledAt?: number;
}

/** An application property that the broker or a settlement added: text, or a value already encoded by its sender. */
export type PropertyValue = string | Uint8Array;
export type Properties = Readonly<Record<string, PropertyValue>>;

/** One for all messages that have none. */
export const NO_PROPERTIES: Properties = {};

export interface Lock {
  readonly token: number;
  until: number;
  /** Set when the session's lock stands for the message's: what its holder has not settled yet. */
  readonly session?: { readonly delivered: Set<Message> };
}

export type MessageState = 'active' | 'deferred' | 'scheduled';

export interface Message extends Submission {
  sequenceNumber: number;
  /** The number first given: it differs from `sequenceNumber` after scheduling and dead-lettering. */
  readonly enqueuedSequenceNumber: number;
  enqueuedAt: number;
  expiresAt: number;
  deliveryCount: number;
  state: MessageState;
  lock?: Lock | undefined;
  /** Application properties set by settlements and by dead-lettering, over those of the sender. */
  properties: Properties;
  /** The entity from whose dead-letter queue it was forwarded. */
  readonly deadLetterSource?: string;
  /** How often it was forwarded. */
  readonly hops?: number;
  /** True once it has left its queue: lists may still hold it for a while. */
  gone: boolean;
}

export type ReceiveMode = 'peek-lock' | 'receive-and-delete';
