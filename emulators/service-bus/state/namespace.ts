import type { Clock } from '#core/clock';
import { messageExpired } from '#emulators/service-bus/state/expire';
import { giveBack } from '#emulators/service-bus/state/lock';
import { Queue, type QueueEvents } from '#emulators/service-bus/state/queue';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import { scheduledDue } from '#emulators/service-bus/state/schedule';
import { sessionLockExpired } from '#emulators/service-bus/state/session-lock';

const EVENTS: QueueEvents = { lockExpired: giveBack, sessionLockExpired, messageExpired, scheduledDue };

export const DEAD_LETTER_SUFFIX = '/$DeadLetterQueue';

/** The entities of one namespace. Names are case-insensitive (D94). */
export class Namespace {
  readonly name: string;
  readonly clock: Clock;
  readonly #queues = new Map<string, Queue>();
  #lastLockToken = 0;

  constructor(name: string, clock: Clock) {
    this.name = name;
    this.clock = clock;
  }

  addQueue(name: string, options: QueueOptions): Queue {
    const token = () => (this.#lastLockToken += 1);
    const plain = { ...options, requiresSession: false, defaultMessageTimeToLive: Infinity };
    const deadLetters = new Queue(`${name}${DEAD_LETTER_SUFFIX}`, plain, this.clock, token, EVENTS);
    const queue = new Queue(name, options, this.clock, token, EVENTS, deadLetters);
    this.#queues.set(name.toLowerCase(), queue);
    return queue;
  }

  /** A queue or, with the suffix `/$DeadLetterQueue`, its dead-letter queue. */
  find(path: string): Queue | undefined {
    const wanted = path.toLowerCase();
    const suffix = DEAD_LETTER_SUFFIX.toLowerCase();
    if (!wanted.endsWith(suffix)) return this.#queues.get(wanted);
    return this.#queues.get(wanted.slice(0, -suffix.length))?.deadLetters;
  }

  queues(): Queue[] {
    return [...this.#queues.values()];
  }

  /** Empties one queue with its dead-letter queue, or every queue. */
  reset(path?: string): void {
    for (const queue of path === undefined ? this.queues() : [this.find(path)]) queue?.reset();
  }
}
