import { createQueue, updateQueue } from '#emulators/service-bus/state/entities/queues';
import { createRule, deleteRule } from '#emulators/service-bus/state/entities/rules';
import { createSubscription, updateSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic } from '#emulators/service-bus/state/entities/topics';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { subscriptionPath } from '#emulators/service-bus/state/paths';
import type { QueueOptions } from '#emulators/service-bus/state/queue-options';
import { DEFAULT_RULE, type RuleDescription } from '#emulators/service-bus/state/rule';
import type { Subscription } from '#emulators/service-bus/state/topic';

interface Entity { name: string; options: QueueOptions }
interface SavedSubscription extends Entity { topic: string; rules: RuleDescription[] }
interface Definitions { queues: Entity[]; topics: Entity[]; subscriptions: SavedSubscription[] }

/** All entities of a namespace with their rules, as JSON text. */
export function describeEntities(namespace: Namespace): string {
  const topics = namespace.topics();
  const definitions: Definitions = {
    queues: namespace.queues().map(({ name, options }) => ({ name, options })),
    topics: topics.map(({ name, inbox }) => ({ name, options: inbox.options })),
    subscriptions: topics.flatMap((topic) => [...topic.subscriptions.values()].map(describeSubscription)),
  };
  return JSON.stringify(definitions, encode);
}

const describeSubscription = ({ name, topic, queue, rules }: Subscription): SavedSubscription => ({
  topic: topic.name, name, options: queue.options,
  rules: [...rules.values()].map(({ name: rule, filter, action, actionParameters }) => ({
    name: rule, filter, ...(action === undefined ? {} : { action }), ...(actionParameters && { actionParameters }),
  })),
});

/** Makes what is missing; what a configuration made already keeps the configuration's options. */
export function defineEntities(namespace: Namespace, json: string): void {
  const { queues, topics, subscriptions } = JSON.parse(json, decode) as Definitions;
  const newQueues = queues.filter(({ name }) => !namespace.find(name));
  const newTopics = topics.filter(({ name }) => !namespace.find(name));
  const newSubscriptions = subscriptions.filter(({ topic, name }) => !namespace.find(subscriptionPath(topic, name)));
  for (const { name, options } of newQueues) createQueue(namespace, name, { ...options, ...NO_FORWARDS });
  for (const { name, options } of newTopics) createTopic(namespace, name, options);
  for (const one of newSubscriptions) defineSubscription(namespace, one);
  // A target must be there before something forwards to it.
  for (const { name, options } of newQueues) updateQueue(namespace, name, options);
  for (const { topic, name, options } of newSubscriptions) updateSubscription(namespace, topic, name, options);
}
const NO_FORWARDS = { forwardTo: '', forwardDeadLetteredMessagesTo: '' };

function defineSubscription(namespace: Namespace, { topic, name, options, rules }: SavedSubscription): void {
  const subscription = createSubscription(namespace, topic, name, { ...options, ...NO_FORWARDS }, rules[0] ?? DEFAULT_RULE);
  for (const rule of rules.slice(1)) createRule(namespace, subscription, rule);
  if (rules.length === 0) deleteRule(namespace, subscription, DEFAULT_RULE.name);
}

// JSON has no Infinity, no map, no bigint and no bytes; filters and durations have.
type Tagged = { $: 'infinity' } | { $: 'map'; entries: unknown[] } | { $: 'bigint'; text: string } | { $: 'bytes'; base64: string };

function encode(this: unknown, key: string, given: unknown): unknown {
  // Buffers and dates have been turned into something else by their toJSON.
  const value = (this as Record<string, unknown>)[key];
  if (value === Infinity) return { $: 'infinity' } satisfies Tagged;
  if (value instanceof Map) return { $: 'map', entries: [...value as Map<unknown, unknown>] } satisfies Tagged;
  if (typeof value === 'bigint') return { $: 'bigint', text: value.toString() } satisfies Tagged;
  if (value instanceof Uint8Array) return { $: 'bytes', base64: Buffer.from(value).toString('base64') } satisfies Tagged;
  return given;
}

function decode(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$' in value)) return value;
  const tagged = value as Tagged;
  if (tagged.$ === 'infinity') return Infinity;
  if (tagged.$ === 'map') return new Map(tagged.entries as [unknown, unknown][]);
  if (tagged.$ === 'bigint') return BigInt(tagged.text);
  return Buffer.from(tagged.base64, 'base64');
}
