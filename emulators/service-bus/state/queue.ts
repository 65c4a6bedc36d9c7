import type { Clock } from '#core/clock';
import { type Deadlines, deadlines } from '#emulators/service-bus/state/deadlines';
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

/** The contents of one queue or dead-letter queue. Operations on it are functions in files of their own. */
export class Queue {
  readonly name: string;
  readonly options: QueueOptions;
  readonly clock: Clock;
  readonly nextLockToken: () => number;
  /** Undefined in a dead-letter queue itself. */
  readonly deadLetters: Queue | undefined;

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
  #lastSequenceNumber = 0;

  constructor(name: string, options: QueueOptions, clock: Clock, nextLockToken: () => number, events: QueueEvents, deadLetters?: Queue) {
    this.name = name;
    this.options = options;
    this.clock = clock;
    this.nextLockToken = nextLockToken;
    this.deadLetters = deadLetters;
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

  /** Takes a message out for good. */
  remove(message: Message): void {
    message.gone = true;
    this.messages.delete(message.sequenceNumber);
    this.expiries.delete(message);
    this.schedule.delete(message);
  }

  /** Forgets every message, lock and session state. Receivers stay; whoever holds a session loses it. */
  reset(): void {
    for (const message of this.messages.values()) message.gone = true;
    this.messages.clear();
    this.ready.clear();
    this.locked.clear();
    for (const list of [this.lockEnds, this.expiries, this.schedule]) list.clear();
    this.sessionLockEnds.clear();
    const held = [...this.sessions.values()].map((session) => session.held?.holder);
    this.sessions.clear();
    for (const holder of held) holder?.lost();
    this.deadLetters?.reset();
  }
}
