import type { Json } from '#core/json';
import type { QueueNeeds, RuleNeeds, SubscriptionNeeds, TopicNeeds } from '#ring2/drift/entities';

/** An entity's description as the administration API tells it, by the official client's names. */
export type Description = Readonly<Record<string, Json>>;

export interface Counts {
  active: number;
  deadLetter: number;
  scheduled: number;
  transfer: number;
  transferDeadLetter: number;
}

/**
 * The administration API of a target. What a scenario creates is gone when its run ends. Options that are not said are
 * left to the target, whose defaults show. Every method rejects with `BusError` (code of the client, condition `HTTP <status>`).
 */
export interface Admin {
  createQueue(name: string, options?: QueueNeeds): Promise<Description>;
  queue(name: string): Promise<Description>;
  updateQueue(name: string, changes: QueueNeeds): Promise<Description>;
  deleteQueue(name: string): Promise<void>;
  /** In the order and the number that pages of this size give. */
  queueNames(pageSize: number): Promise<string[]>;
  queueCounts(name: string): Promise<Counts>;
  createTopic(name: string, options?: Omit<TopicNeeds, 'subscriptions'>): Promise<Description>;
  /** With a first rule, that one instead of `$Default`. */
  createSubscription(topic: string, name: string, options?: Omit<SubscriptionNeeds, 'rules'>, firstRule?: RuleNeeds): Promise<Description>;
  subscriptionCounts(topic: string, name: string): Promise<Counts>;
  createRule(topic: string, subscription: string, rule: RuleNeeds): Promise<void>;
  ruleNames(topic: string, subscription: string): Promise<string[]>;
}
