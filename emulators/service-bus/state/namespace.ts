import type { Clock } from '#core/clock';
import { type Deadlines, deadlines } from '#emulators/service-bus/state/deadlines';
import { messageExpired } from '#emulators/service-bus/state/expire';
import { giveBack } from '#emulators/service-bus/state/lock';
import { type Log, NO_LOG } from '#emulators/service-bus/state/log';
import { type ContentCodec, OPAQUE } from '#emulators/service-bus/state/message-view';
import { DEAD_LETTER_SUFFIX, TRANSFER_DEAD_LETTER_SUFFIX } from '#emulators/service-bus/state/paths';
import { PROFILES, type Profile } from '#emulators/service-bus/state/profile';
import { type IdleWatch, Queue, type QueueEvents, type QueueRole } from '#emulators/service-bus/state/queue';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import { scheduledDue } from '#emulators/service-bus/state/schedule';
import { sessionLockExpired } from '#emulators/service-bus/state/session-lock';
import type { Subscription, Topic } from '#emulators/service-bus/state/topic';

const EVENTS: QueueEvents = { lockExpired: giveBack, sessionLockExpired, messageExpired, scheduledDue };

export interface NamespaceSettings {
  readonly profile?: Profile;
  /** How filters and actions look into messages; without one no filter sees a property. */
  readonly codec?: ContentCodec;
}

/** The entities of one namespace. Names are case-insensitive (D94); queues and topics share one set of names. */
export class Namespace {
  readonly name: string;
  readonly clock: Clock;
  readonly profile: Profile;
  readonly codec: ContentCodec;
  readonly createdAt: number;
  /** By name in lower case. Made and deleted by the functions in `entities/`. */
  readonly queueTable = new Map<string, Queue>();
  readonly topicTable = new Map<string, Topic>();
  readonly idleEnds: Deadlines<IdleWatch>;
  #lastLockToken = 0;
  #log: Log = NO_LOG;

  constructor(name: string, clock: Clock, { profile = PROFILES.standard, codec = OPAQUE }: NamespaceSettings = {}) {
    this.name = name;
    this.clock = clock;
    this.profile = profile;
    this.codec = codec;
    this.createdAt = clock.now();
    this.idleEnds = deadlines(clock, (watch) => watch.due());
  }

  /** A queue of any role with the sub-queues that its role has, not in a table yet. */
  newQueue(name: string, options: QueueOptions, role: QueueRole): Queue {
    const token = () => (this.#lastLockToken += 1);
    const plain = { ...options, requiresSession: false, defaultMessageTimeToLive: Infinity, requiresDuplicateDetection: false };
    const sub = (suffix: string) => new Queue(`${name}${suffix}`, plain, this.clock, token, EVENTS, 'dead-letter');
    const subQueues = role === 'topic' ? undefined : { deadLetters: sub(DEAD_LETTER_SUFFIX), transferDeadLetters: sub(TRANSFER_DEAD_LETTER_SUFFIX) };
    const queue = new Queue(name, options, this.clock, token, EVENTS, role, subQueues);
    for (const one of withSubQueues(queue)) one.log = this.#log;
    return queue;
  }

  /** Writes down what every entity holds from now on, that of entities made later too. */
  useLog(log: Log): void {
    this.#log = log;
    for (const queue of this.entities().flatMap(withSubQueues)) queue.log = log;
  }

  /** Adds a queue unchecked; `createQueue` checks. */
  addQueue(name: string, options: QueueOptions): Queue {
    const queue = this.newQueue(name, options, 'queue');
    this.queueTable.set(name.toLowerCase(), queue);
    return queue;
  }

  /** A queue, a topic's inbox or a subscription's queue or, with its suffix, one of their dead-letter queues. */
  find(path: string): Queue | undefined {
    const wanted = path.toLowerCase();
    for (const [suffix, which] of SUFFIXES) {
      if (wanted.endsWith(suffix)) return this.#entity(wanted.slice(0, -suffix.length))?.[which];
    }
    return this.#entity(wanted);
  }

  /** `topic/Subscriptions/name`, in any case. */
  findSubscription(path: string): Subscription | undefined {
    const wanted = path.toLowerCase();
    const at = wanted.lastIndexOf(SUBSCRIPTIONS);
    if (at < 0) return undefined;
    return this.topicTable.get(wanted.slice(0, at))?.subscriptions.get(wanted.slice(at + SUBSCRIPTIONS.length));
  }

  #entity(wanted: string): Queue | undefined {
    return this.queueTable.get(wanted) ?? this.topicTable.get(wanted)?.inbox ?? this.findSubscription(wanted)?.queue;
  }

  queues(): Queue[] {
    return [...this.queueTable.values()];
  }

  topics(): Topic[] {
    return [...this.topicTable.values()];
  }

  /** Everything that holds messages but the dead-letter queues: queues, topics' inboxes, subscriptions. */
  entities(): Queue[] {
    return [...this.queueTable.values(), ...this.topics().flatMap(contentsOf)];
  }

  /** Empties everything for good: no timer stays. */
  close(): void {
    this.reset();
    this.idleEnds.clear();
  }

  /** Empties one entity with its dead-letter queues (a topic with its subscriptions), or everything. */
  reset(path?: string): void {
    if (path === undefined) return this.entities().forEach((queue) => queue.reset());
    const topic = this.topicTable.get(path.toLowerCase());
    for (const queue of topic ? contentsOf(topic) : [this.find(path)]) queue?.reset();
  }
}

const SUFFIXES = [
  [TRANSFER_DEAD_LETTER_SUFFIX.toLowerCase(), 'transferDeadLetters'], [DEAD_LETTER_SUFFIX.toLowerCase(), 'deadLetters'],
] as const;
const SUBSCRIPTIONS = '/subscriptions/';

const contentsOf = ({ inbox, subscriptions }: Topic): Queue[] => [inbox, ...[...subscriptions.values()].map(({ queue }) => queue)];

/** An entity's queue with its dead-letter queues. */
export const withSubQueues = (queue: Queue): Queue[] =>
  [queue, queue.deadLetters, queue.transferDeadLetters].filter((one) => one !== undefined);
