import type { Queue } from '#emulators/service-bus/state/queue';
import type { Rule } from '#emulators/service-bus/state/rule';

export interface Topic {
  readonly name: string;
  /** Its options, links and duplicate history, and messages while they wait for their scheduled time. */
  readonly inbox: Queue;
  /** By name in lower case. */
  readonly subscriptions: Map<string, Subscription>;
}

export interface Subscription {
  readonly name: string;
  readonly topic: Topic;
  /** Its options and messages; the queue's own name is the subscription's path. */
  readonly queue: Queue;
  /** By name in lower case. */
  readonly rules: Map<string, Rule>;
}
