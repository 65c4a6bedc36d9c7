import type { Clock } from '#core/clock';
import { type Deadlines, deadlines } from '#emulators/service-bus/state/deadlines';
import { type Log, NO_LOG } from '#emulators/service-bus/state/log';
import type { Attachment } from '#emulators/service-bus/state/attachment';
import type { DuplicateHistory } from '#emulators/service-bus/state/duplicates';
import type { Message } from '#emulators/service-bus/state/message';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import { ReadyList } from '#emulators/service-bus/state/ready-list';
import { type Session, newSession } from '#emulators/service-bus/state/session';

/** Called when a message may be waiting; it adds itself again when it found none and wants more. */
export type Wake = () => void;
/** A receiver that waits for any session: true when it took the one offered. */
export type Acceptor = (session: Session) => boolean;

/** What happens to a message when a time comes; the operations give these, so that queue.ts knows none of them. */
export interface QueueEvents {
  lockExpired(queue: Queue, message: Message): void;
  sessionLockExpired(queue: Queue, session: Session): void;
  messageExpired(queue: Queue, message: Message): void;
  scheduledDue(queue: Queue, message: Message): void;
}

/** A timer that starts `again` when the options changed. */
export interface IdleWatch { again(): void; due(): void; stop(): void }

/** What a queue is part of: only `queue` and `topic` can be sent to, only a topic's inbox cannot be received from. */
export type QueueRole = 'queue' | 'topic' | 'subscription' | 'dead-letter';

/** Where dead-lettered messages go, and those that could not be forwarded. */
export interface SubQueues { readonly deadLetters: Queue; readonly transferDeadLetters: Queue }

/** The contents of one queue, dead-letter queue, subscription, or of a topic's inbox. Operations on it are functions in files of their own. */
export class Queue {
  readonly name: string;
  options: QueueOptions;
  readonly clock: Clock;
  readonly nextLockToken: () => number;
  readonly role: QueueRole;
  /** Undefined in a dead-letter queue itself and in a topic. */
  readonly deadLetters: Queue | undefined;
  readonly transferDeadLetters: Queue | undefined;
  /** Set while messages go on instead of staying here: a topic's, and where forwarding is on. False when one must stay. */
  onward: ((message: Message) => boolean) | undefined;
  /** The open links. */
  readonly attachments = new Set<Attachment>();
  readonly createdAt: number;
  updatedAt: number;
  accessedAt: number;
  /** Of the messages kept here, as their senders encoded them. */
  bytes = 0;
  /** Message ids accepted lately, while the queue detects duplicates. */
  history: DuplicateHistory | undefined;
  /** Set where the entity is deleted when nobody uses it. */
  idleWatch: IdleWatch | undefined;
  /** What counts against the quota, in bytes. */
  size: () => number = () => this.bytes + (this.deadLetters?.bytes ?? 0) + (this.transferDeadLetters?.bytes ?? 0);

  /** Every message, ascending by sequence number. */
  readonly messages = new Map<number, Message>();
  readonly ready = new ReadyList();
  readonly locked = new Map<number, Message>();
  readonly sessions = new Map<string, Session>();
  readonly receivers = new Set<Wake>();
  readonly acceptors = new Set<Acceptor>();

  readonly lockEnds: Deadlines<Message>;
  readonly sessionLockEnds: Deadlines<Session>;
  readonly expiries: Deadlines<Message>;
  readonly schedule: Deadlines<Message>;
  /** Where its contents are written down; set by the namespace. */
  log: Log = NO_LOG;
  #lastSequenceNumber = 0;

  constructor(name: string, options: QueueOptions, clock: Clock, nextLockToken: () => number, events: QueueEvents, role: QueueRole, subQueues?: SubQueues) {
    this.name = name;
    this.options = options;
    this.clock = clock;
    this.nextLockToken = nextLockToken;
    this.role = role;
    this.deadLetters = subQueues?.deadLetters;
    this.transferDeadLetters = subQueues?.transferDeadLetters;
    this.createdAt = this.updatedAt = this.accessedAt = clock.now();
    this.lockEnds = deadlines(clock, (message) => events.lockExpired(this, message));
    this.sessionLockEnds = deadlines(clock, (session) => events.sessionLockExpired(this, session));
    this.expiries = deadlines(clock, (message) => events.messageExpired(this, message));
    this.schedule = deadlines(clock, (message) => events.scheduledDue(this, message));
  }

  nextSequenceNumber(): number {
    this.#lastSequenceNumber += 1;
    return this.#lastSequenceNumber;
  }

  /** The session with this id, made when it is new: a named session may be accepted before it has messages (L12). */
  session(id: string): Session {
    const known = this.sessions.get(id);
    if (known) return known;
    const session = newSession(id);
    this.sessions.set(id, session);
    return session;
  }

  /** The next message is numbered above this one. */
  continueFrom(sequenceNumber: number): void {
    this.#lastSequenceNumber = Math.max(this.#lastSequenceNumber, sequenceNumber);
  }

  get lastSequenceNumber(): number {
    return this.#lastSequenceNumber;
  }

  /** Takes a message in, complete but not deliverable yet. */
  store(message: Message): void {
    this.messages.set(message.sequenceNumber, message);
    this.bytes += sizeOf(message);
    this.log.stored(this, message);
  }

  /** Takes a message from under its sequence number. */
  unlist(message: Message): void {
    if (!this.messages.delete(message.sequenceNumber)) return;
    this.bytes -= sizeOf(message);
    this.log.removed(this, message);
  }

  /** Takes a message out for good. */
  remove(message: Message): void {
    message.gone = true;
    this.unlist(message);
    this.expiries.delete(message);
    this.schedule.delete(message);
  }

  /** Forgets every message, lock and session state. Receivers stay; whoever holds a session loses it. */
  reset(): void {
    this.log.emptied(this);
    for (const message of this.messages.values()) message.gone = true;
    this.messages.clear();
    this.bytes = 0;
    this.history?.clear();
    this.ready.clear();
    this.locked.clear();
    for (const list of [this.lockEnds, this.expiries, this.schedule]) list.clear();
    this.sessionLockEnds.clear();
    const held = [...this.sessions.values()].map((session) => session.held?.holder);
    this.sessions.clear();
    for (const holder of held) holder?.lost();
    this.deadLetters?.reset();
    this.transferDeadLetters?.reset();
  }
}

const sizeOf = ({ content }: Message): number => content.bare.length + content.annotations.bytes.length;
