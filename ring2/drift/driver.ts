import type { Admin } from '#ring2/drift/admin';
import type { DeadLetterFacts, OutgoingMessage, PropertyValue, SeenMessage } from '#ring2/drift/message';
import type { RuleNeeds } from '#ring2/drift/entities';
import type { Wire } from '#ring2/drift/wire/wire';

export type { DeadLetterFacts, OutgoingMessage, PropertyValue, SeenMessage } from '#ring2/drift/message';

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

export interface ReceiveOptions {
  /** Default `peek-lock`. */
  mode?: 'peek-lock' | 'receive-and-delete';
  /** Waits only as long as shows that nothing is there. */
  brief?: boolean;
}

/** A session held by this driver. Its messages are settled by the driver. */
export interface BusSession {
  readonly id: string;
  /** Milliseconds since the epoch by the target's clock. */
  readonly lockedUntil: number;
  receive(options?: Pick<ReceiveOptions, 'brief'>): Promise<SeenMessage | undefined>;
  receiveDeferred(sequenceNumber: string): Promise<SeenMessage | undefined>;
  peek(max: number): Promise<SeenMessage[]>;
  /** As text; null when none is set. */
  state(): Promise<string | null>;
  setState(state: string | null): Promise<void>;
  renew(): Promise<number>;
  close(): Promise<void>;
}

/** The rules of one subscription, through its data connection. */
export interface Rules {
  add(rule: RuleNeeds): Promise<void>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
}

/**
 * What a scenario may do on a bus: one client library, one transport, one target. Entities are paths such as
 * `queue`, `topic/Subscriptions/name` or `deadLetterOf(queue)`. Every method rejects with `BusError` when the target refuses.
 */
export interface Driver {
  /** Several messages travel as one batch. */
  send(entity: string, messages: OutgoingMessage | OutgoingMessage[]): Promise<void>;
  /** Returns the sequence number, in decimal digits. */
  schedule(entity: string, message: OutgoingMessage, at: number): Promise<string>;
  cancelScheduled(entity: string, sequenceNumber: string): Promise<void>;
  /** One message, or undefined when none came within the driver's patience. */
  receive(entity: string, options?: ReceiveOptions): Promise<SeenMessage | undefined>;
  receiveDeferred(entity: string, sequenceNumber: string): Promise<SeenMessage | undefined>;
  /** From the lowest sequence number on, or from this one. */
  peek(entity: string, max: number, from?: string): Promise<SeenMessage[]>;
  complete(message: SeenMessage): Promise<void>;
  /** What `properties` says is merged into the message's application properties. */
  abandon(message: SeenMessage, properties?: Record<string, PropertyValue>): Promise<void>;
  defer(message: SeenMessage, properties?: Record<string, PropertyValue>): Promise<void>;
  deadLetter(message: SeenMessage, facts: DeadLetterFacts): Promise<void>;
  /** Renews the message's lock; returns its new end. */
  renew(message: SeenMessage): Promise<number>;
  /** Ends this driver's receiving links to the entity; what they hold stays held. */
  closeReceiver(entity: string): Promise<void>;
  /** The named session, or without a name the next that has messages and is free. */
  acceptSession(entity: string, id?: string): Promise<BusSession>;
  rules(subscription: string): Rules;
  /** A second one on the same connection, with links of its own. */
  another(): Driver;
  admin(): Promise<Admin>;
  /** A connection of its own, spoken frame by frame, by default over the target's transport; closed when the run ends. */
  wire(transport?: 'tcp' | 'websocket'): Promise<Wire>;
  /** Lets the target's time pass: a virtual clock is turned, a real one waited for. */
  wait(ms: number): Promise<void>;
  /** Milliseconds since the epoch, by the target's clock as far as this side knows it. */
  now(): number;
}

export const deadLetterOf = (entity: string): string => `${entity}/$DeadLetterQueue`;
