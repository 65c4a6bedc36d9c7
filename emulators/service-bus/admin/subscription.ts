import { type Entry, description } from '#emulators/service-bus/admin/atom';
import { type Call, type ResourceApi, hostOf } from '#emulators/service-bus/admin/call';
import { countDetails, timeElements } from '#emulators/service-bus/admin/counts';
import { CLEARED, readFields, writeFields } from '#emulators/service-bus/admin/fields';
import { alreadyExists, entityNotFound, withForwardTarget } from '#emulators/service-bus/admin/refusal';
import { readRule } from '#emulators/service-bus/admin/rule-description';
import { child, tag } from '#emulators/service-bus/admin/xml';
import { runtimeCounts } from '#emulators/service-bus/state/entities/counts';
import { createSubscription, deleteSubscription, updateSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import type { Subscription, Topic } from '#emulators/service-bus/state/topic';

export interface SubscriptionKey { topic: string; name: string }

/** In the order in which the cloud shows them. */
const SHOWN = [
  'LockDuration', 'RequiresSession', 'DefaultMessageTimeToLive', 'DeadLetteringOnMessageExpiration', 'DeadLetteringOnFilterEvaluationExceptions',
  'MessageCount', 'MaxDeliveryCount', 'EnableBatchedOperations', 'Status', 'ForwardTo', 'CreatedAt', 'UpdatedAt', 'AccessedAt',
  'CountDetails', 'UserMetadata', 'ForwardDeadLetteredMessagesTo', 'AutoDeleteOnIdle', 'EntityAvailabilityStatus',
];

export function subscriptionEntry(call: Call, { name, topic, queue }: Subscription): Entry {
  const counts = runtimeCounts(queue);
  const { createdAt, updatedAt } = counts;
  const content = writeFields(queue.options, SHOWN, hostOf(call), {
    ...timeElements(counts), CountDetails: countDetails(counts), MessageCount: tag('MessageCount', counts.messageCount),
    EntityAvailabilityStatus: tag('EntityAvailabilityStatus', 'Available'),
  });
  return { path: `${topic.name}/Subscriptions/${name}`, title: name, createdAt, updatedAt, content: description('SubscriptionDescription', content) };
}

/** How the cloud's refusals call a subscription or rule. */
const label = ({ namespace }: Call, ...names: string[]): string => `${namespace.name}:Topic:${names.join('|')}`;

/** @throws Refusal 404 */
export function findTopic(call: Call, name: string): Topic {
  const topic = call.namespace.topicTable.get(name.toLowerCase());
  if (!topic) throw entityNotFound(label(call, name));
  return topic;
}

/** @throws Refusal 404 */
export function findSubscription(call: Call, { topic, name }: SubscriptionKey): Subscription {
  const subscription = findTopic(call, topic).subscriptions.get(name.toLowerCase());
  if (!subscription) throw entityNotFound(label(call, topic, name));
  return subscription;
}

/** `/{topic}/Subscriptions/{name}` */
export const subscriptionApi: ResourceApi<SubscriptionKey> = {
  get: (call, key) => subscriptionEntry(call, findSubscription(call, key)),
  put(call, key, element) {
    const { namespace, update } = call;
    const { subscriptions } = findTopic(call, key.topic);
    if (update) findSubscription(call, key);
    else if (subscriptions.has(key.name.toLowerCase())) throw alreadyExists(label(call, key.topic, key.name));
    const options = readFields(element, SHOWN);
    const rule = child(element, 'DefaultRuleDescription');
    const first = rule && readRule(rule, child(rule, 'Name')?.text ?? '$Default');
    return subscriptionEntry(call, withForwardTarget(() => (update
      ? updateSubscription(namespace, key.topic, key.name, { ...CLEARED, ...options })
      : createSubscription(namespace, key.topic, key.name, options, first))));
  },
  remove(call, key) {
    findSubscription(call, key);
    deleteSubscription(call.namespace, key.topic, key.name);
  },
};
