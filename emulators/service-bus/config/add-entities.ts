import { RingproofError } from '#core/errors';
import { type QueueConfig, type SubscriptionConfig, type TopicConfig, toOptions } from '#emulators/service-bus/config/queue-config';
import { toRule } from '#emulators/service-bus/config/to-rule';
import { checkForwards, checkOptions, checkPath } from '#emulators/service-bus/state/entities/checks';
import { checkEntityQuota, checkFilterQuota, checkSubscriptionQuota } from '#emulators/service-bus/state/entities/quotas';
import { putQueue } from '#emulators/service-bus/state/entities/queues';
import { putSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createRule } from '#emulators/service-bus/state/entities/rules';
import { putTopic } from '#emulators/service-bus/state/entities/topics';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { EntityKind } from '#emulators/service-bus/state/profile';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
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
  const { profile } = namespace;
  const { defaults } = profile;
  for (const queue of queues) {
    assertFree(namespace, 'queues', queue.name);
    const options = toOptions(queue, defaults);
    if (profile.checksConfiguration) asConfigError(queue.name, () => checkEntity(namespace, 'queue', queue.name, options));
    putQueue(namespace, queue.name, options);
  }
  for (const config of topics) {
    assertFree(namespace, 'topics', config.name);
    const options = toOptions(config, defaults);
    if (profile.checksConfiguration) asConfigError(config.name, () => checkEntity(namespace, 'topic', config.name, options));
    const topic = putTopic(namespace, config.name, options);
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
  const { profile } = namespace;
  asConfigError(`${topic.name}/Subscriptions/${name}`, () => {
    const [first = DEFAULT_RULE, ...more] = rules.map(toRule);
    if (!profile.checksConfiguration) return putSubscription(namespace, topic, name, options, [first, ...more]);
    checkOptions(profile, 'subscription', options);
    checkSubscriptionQuota(namespace, topic);
    checkFilterQuota(namespace, topic, first.filter);
    const subscription = putSubscription(namespace, topic, name, options, [first]);
    for (const rule of more) createRule(namespace, subscription, rule);
    return subscription;
  });
}

function checkEntity(namespace: Namespace, kind: EntityKind, name: string, options: QueueOptions): void {
  checkPath(namespace.profile, name);
  checkOptions(namespace.profile, kind, options);
  checkEntityQuota(namespace);
}

function asConfigError(entity: string, act: () => unknown): void {
  try {
    act();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    throw new RingproofError('RP_CONFIG_INVALID', { file: `entity "${entity}"`, problem: thrown.message });
  }
}
