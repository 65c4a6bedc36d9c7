import { detachAll } from '#emulators/service-bus/state/entities/detach';
import { checkForwards, checkName, checkOptions, checkUpdate } from '#emulators/service-bus/state/entities/checks';
import { applyOptions, retire, watchIdle } from '#emulators/service-bus/state/entities/lifecycle';
import { type Description, byName } from '#emulators/service-bus/state/entities/queues';
import { checkFilterQuota, checkSubscriptionQuota } from '#emulators/service-bus/state/entities/quotas';
import { compileRule } from '#emulators/service-bus/state/entities/rules';
import { entityAlreadyExists, entityNotFound } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { subscriptionPath } from '#emulators/service-bus/state/paths';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import { DEFAULT_RULE, type RuleDescription } from '#emulators/service-bus/state/rule';
import type { Subscription, Topic } from '#emulators/service-bus/state/topic';

/**
 * A subscription with one rule, `$Default` when none is given (D80).
 * @throws Fault `entity-already-exists`, `argument-error`, `resources-exceeded`; `entity-not-found` for the topic and for what it forwards to
 */
export function createSubscription(namespace: Namespace, topicName: string, name: string, description: Description = {}, rule: RuleDescription = DEFAULT_RULE): Subscription {
  checkName(name);
  const topic = topicOf(namespace, topicName);
  const path = subscriptionPath(topic.name, name);
  if (topic.subscriptions.has(name.toLowerCase())) throw entityAlreadyExists(namespace.name, path);
  const options = { ...namespace.profile.defaults, ...description };
  checkOptions(namespace.profile, 'subscription', options);
  checkForwards(namespace, path, options);
  checkSubscriptionQuota(namespace, topic);
  checkFilterQuota(namespace, topic, rule.filter);
  return putSubscription(namespace, topic, name, options, [rule]);
}

/** As `createSubscription`, unchecked but for its rules. @throws Fault `argument-error` */
export function putSubscription(namespace: Namespace, topic: Topic, name: string, options: QueueOptions, rules: readonly RuleDescription[]): Subscription {
  const compiled = rules.map((rule) => [rule.name.toLowerCase(), compileRule(rule, namespace.clock.now())] as const);
  const queue = namespace.newQueue(subscriptionPath(topic.name, name), options, 'subscription');
  const subscription: Subscription = { name, topic, queue, rules: new Map(compiled) };
  topic.subscriptions.set(name.toLowerCase(), subscription);
  applyOptions(namespace, subscription.queue, options);
  watchIdle(namespace, subscription.queue, () => deleteSubscription(namespace, topic.name, name));
  return subscription;
}

function topicOf(namespace: Namespace, name: string): Topic {
  const topic = namespace.topicTable.get(name.toLowerCase());
  if (!topic) throw entityNotFound(namespace.name, name);
  return topic;
}

/** Its properties are `queue.options`. @throws Fault `entity-not-found` */
export function getSubscription(namespace: Namespace, topicName: string, name: string): Subscription {
  const subscription = topicOf(namespace, topicName).subscriptions.get(name.toLowerCase());
  if (!subscription) throw entityNotFound(namespace.name, subscriptionPath(topicName, name));
  return subscription;
}

/** What is absent stays. @throws Fault `entity-not-found`, `argument-error` */
export function updateSubscription(namespace: Namespace, topicName: string, name: string, description: Description): Subscription {
  const subscription = getSubscription(namespace, topicName, name);
  const { queue } = subscription;
  const options = { ...queue.options, ...description };
  checkOptions(namespace.profile, 'subscription', options);
  checkUpdate(queue.options, options);
  checkForwards(namespace, queue.name, options);
  queue.updatedAt = namespace.clock.now();
  applyOptions(namespace, queue, options);
  return subscription;
}

/** With its messages and rules; its links are detached. @throws Fault `entity-not-found` */
export function deleteSubscription(namespace: Namespace, topicName: string, name: string): void {
  const { topic, queue } = getSubscription(namespace, topicName, name);
  topic.subscriptions.delete(name.toLowerCase());
  detachAll(queue, entityNotFound(namespace.name, queue.name));
  retire(queue);
}

/** By name. @throws Fault `entity-not-found` for the topic */
export const listSubscriptions = (namespace: Namespace, topicName: string): Subscription[] =>
  [...topicOf(namespace, topicName).subscriptions.values()].sort(byName);
