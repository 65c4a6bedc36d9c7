import { receiversExceeded, resourcesExceeded } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Filter } from '#emulators/service-bus/state/rule';
import type { Topic } from '#emulators/service-bus/state/topic';

// Each is asked before one more is made (service-bus-quotas). @throws Fault `resources-exceeded`

export function checkEntityQuota({ profile, queueTable, topicTable }: Namespace): void {
  const { entities } = profile.quotas;
  const actual = queueTable.size + topicTable.size;
  if (actual >= entities) throw resourcesExceeded('Queue or Topic', actual, entities);
}

export function checkSubscriptionQuota({ profile }: Namespace, { subscriptions }: Topic): void {
  const { subscriptionsPerTopic } = profile.quotas;
  if (subscriptions.size >= subscriptionsPerTopic) throw resourcesExceeded('Subscription', subscriptions.size, subscriptionsPerTopic);
}

/** `replaced` is the filter whose place the new one takes. */
export function checkFilterQuota({ profile: { quotas } }: Namespace, topic: Topic, { type }: Filter, replaced?: Filter): void {
  if (type !== 'sql' && type !== 'correlation' || replaced?.type === type) return;
  const most = type === 'sql' ? quotas.sqlFiltersPerTopic : quotas.correlationFiltersPerTopic;
  let actual = 0;
  for (const { rules } of topic.subscriptions.values()) for (const { filter } of rules.values()) if (filter.type === type) actual += 1;
  if (actual >= most) throw resourcesExceeded(type === 'sql' ? 'SqlFilter' : 'CorrelationFilter', actual, most);
}

/** D112. @throws Fault `quota-exceeded` */
export function checkReceiverQuota(namespace: Namespace, queue: Queue): void {
  const { receivers } = namespace.profile.quotas;
  const topic = namespace.findSubscription(queue.name)?.topic;
  const counted = topic ? [...topic.subscriptions.values()].map((one) => one.queue) : [queue];
  let actual = 0;
  for (const { attachments } of counted) for (const { direction } of attachments) if (direction === 'receive') actual += 1;
  if (actual >= receivers) throw receiversExceeded(topic?.name ?? queue.name, receivers);
}
