import { RingproofError } from '#core/errors';
import { type QueueConfig, type SubscriptionConfig, type TopicConfig, toOptions } from '#emulators/service-bus/config/queue-config';
import { toRule } from '#emulators/service-bus/config/to-rule';
import { checkForwards } from '#emulators/service-bus/state/entities/checks';
import { putQueue } from '#emulators/service-bus/state/entities/queues';
import { putSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { putTopic } from '#emulators/service-bus/state/entities/topics';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { DEFAULT_RULE } from '#emulators/service-bus/state/rule';
import type { Topic } from '#emulators/service-bus/state/topic';

/** The entities of a namespace as somebody configured them. */
export interface EntitiesConfig {
  queues?: readonly QueueConfig[];
  topics?: readonly TopicConfig[];
}

/**
 * Puts configured entities into an empty namespace, in any order of those that forward to one another.
 * @throws RingproofError `RP_CONFIG_INVALID` naming the entity
 */
export function addEntities(namespace: Namespace, { queues = [], topics = [] }: EntitiesConfig): void {
  const { defaults } = namespace.profile;
  for (const queue of queues) {
    assertFree(namespace, 'queues', queue.name);
    putQueue(namespace, queue.name, toOptions(queue, defaults));
  }
  for (const config of topics) {
    assertFree(namespace, 'topics', config.name);
    const topic = putTopic(namespace, config.name, toOptions(config, defaults));
    for (const subscription of config.subscriptions ?? []) addSubscription(namespace, topic, subscription);
  }
  for (const { name, options } of namespace.entities()) asConfigError(name, () => checkForwards(namespace, name, options));
}

function assertFree(namespace: Namespace, file: string, name: string): void {
  if (namespace.find(name)) throw new RingproofError('RP_CONFIG_INVALID', { file, problem: `there are two ${file === 'queues' ? 'queues' : 'queues or topics'} named "${name}".` });
}

function addSubscription(namespace: Namespace, topic: Topic, config: SubscriptionConfig): void {
  const { name, rules = [] } = config;
  if (topic.subscriptions.has(name.toLowerCase())) throw new RingproofError('RP_CONFIG_INVALID', { file: `topic "${topic.name}"`, problem: `there are two subscriptions named "${name}".` });
  const options = toOptions(config, namespace.profile.defaults);
  asConfigError(`${topic.name}/Subscriptions/${name}`, () =>
    putSubscription(namespace, topic, name, options, rules.length === 0 ? [DEFAULT_RULE] : rules.map(toRule)));
}

function asConfigError(entity: string, act: () => unknown): void {
  try {
    act();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new RingproofError('RP_CONFIG_INVALID', { file: `entity "${entity}"`, problem: thrown.message });
  }
}
