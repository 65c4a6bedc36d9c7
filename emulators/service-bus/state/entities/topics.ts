import { detachAll } from '#emulators/service-bus/state/entities/detach';
import { checkOptions, checkPath, checkUpdate } from '#emulators/service-bus/state/entities/checks';
import { checkEntityQuota } from '#emulators/service-bus/state/entities/quotas';
import { topicCounts } from '#emulators/service-bus/state/entities/counts';
import { applyOptions, retire, watchIdle } from '#emulators/service-bus/state/entities/lifecycle';
import { type Description, byName, checkFree } from '#emulators/service-bus/state/entities/queues';
import { deleteSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { entityNotFound } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import { publish } from '#emulators/service-bus/state/publish';
import type { Topic } from '#emulators/service-bus/state/topic';

/** @throws Fault `entity-already-exists`, `argument-error`, `resources-exceeded` */
export function createTopic(namespace: Namespace, name: string, description: Description = {}): Topic {
  checkPath(namespace.profile, name);
  checkFree(namespace, name);
  checkEntityQuota(namespace);
  const options = { ...namespace.profile.defaults, ...description };
  checkOptions(namespace.profile, 'topic', options);
  return putTopic(namespace, name, options);
}

/** As `createTopic`, unchecked. */
export function putTopic(namespace: Namespace, name: string, options: QueueOptions): Topic {
  const topic: Topic = { name, inbox: namespace.newQueue(name, options, 'topic'), subscriptions: new Map() };
  namespace.topicTable.set(name.toLowerCase(), topic);
  applyOptions(namespace, topic.inbox, options);
  topic.inbox.onward = (message) => {
    publish(namespace, topic, message);
    return true;
  };
  topic.inbox.size = () => topicCounts(topic).sizeInBytes;
  watchIdle(namespace, topic.inbox, () => deleteTopic(namespace, name));
  return topic;
}

/** Its properties are `inbox.options`. @throws Fault `entity-not-found` */
export function getTopic(namespace: Namespace, name: string): Topic {
  const topic = namespace.topicTable.get(name.toLowerCase());
  if (!topic) throw entityNotFound(namespace.name, name);
  return topic;
}

/** What is absent stays. @throws Fault `entity-not-found`, `argument-error` */
export function updateTopic(namespace: Namespace, name: string, description: Description): Topic {
  const topic = getTopic(namespace, name);
  const options = { ...topic.inbox.options, ...description };
  checkOptions(namespace.profile, 'topic', options);
  checkUpdate(topic.inbox.options, options);
  topic.inbox.updatedAt = namespace.clock.now();
  applyOptions(namespace, topic.inbox, options);
  return topic;
}

/** With its subscriptions; links are detached. @throws Fault `entity-not-found` */
export function deleteTopic(namespace: Namespace, name: string): void {
  const topic = getTopic(namespace, name);
  for (const subscription of topic.subscriptions.values()) deleteSubscription(namespace, topic.name, subscription.name);
  namespace.topicTable.delete(name.toLowerCase());
  detachAll(topic.inbox, entityNotFound(namespace.name, topic.name));
  retire(topic.inbox);
}

/** By name. */
export const listTopics = (namespace: Namespace): Topic[] => namespace.topics().sort(byName);
