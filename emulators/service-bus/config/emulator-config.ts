import { createRequire } from 'node:module';
import type { Ajv as AjvClass, ErrorObject } from 'ajv';
import { RingproofError } from '#core/errors';
import { type EmulatorConfig, type EmulatorSubscription, type EmulatorTopic, type EntityProperties, configSchema } from '#emulators/service-bus/config/config-schema';
import { ruleConfig } from '#emulators/service-bus/config/emulator-rule';
import type { Invalid } from '#emulators/service-bus/config/invalid';
import type { QueueConfig, SubscriptionConfig, TopicConfig } from '#emulators/service-bus/config/queue-config';
import { durationToMs } from '#emulators/service-bus/state/duration';

export interface ConfiguredEntities { queues: QueueConfig[]; topics: TopicConfig[] }

const ROOT = '$.UserConfig.Namespaces[0]';

/**
 * The entities of a parsed Config.json of the official emulator.
 * @throws RingproofError `RP_CONFIG_INVALID` naming the JSON path
 */
export function emulatorEntities(config: unknown, file: string): ConfiguredEntities {
  const invalid: Invalid = (path, problem) => new RingproofError('RP_CONFIG_INVALID', { file, problem: `${path} ${problem}` });
  const error = firstError(config);
  if (error) throw invalid(jsonPath(error.instancePath), describe(error));
  const [namespace] = (config as EmulatorConfig).UserConfig.Namespaces;
  const { Queues: queues = [], Topics: topics = [] } = namespace ?? {};
  const once = uniqueNames(invalid);
  const found = {
    queues: queues.map(({ Name: name, Properties: properties }, index) => {
      const path = `${ROOT}.Queues[${index}]`;
      once(name, path);
      return { name, ...entityConfig(properties, path, invalid) };
    }),
    topics: topics.map((topic, index) => topicConfig(topic, `${ROOT}.Topics[${index}]`, once, invalid)),
  };
  checkForwards(found, invalid);
  return found;
}

function topicConfig({ Name: name, Properties: properties, Subscriptions: subscriptions = [] }: EmulatorTopic, path: string, once: Once, invalid: Invalid): TopicConfig {
  once(name, path);
  const inTopic = uniqueNames(invalid);
  return {
    name, ...entityConfig(properties, path, invalid),
    subscriptions: subscriptions.map((one, index) => subscriptionConfig(one, `${path}.Subscriptions[${index}]`, inTopic, invalid)),
  };
}

function subscriptionConfig({ Name: name, Properties: properties, Rules: rules = [] }: EmulatorSubscription, path: string, once: Once, invalid: Invalid): SubscriptionConfig {
  once(name, path);
  const inSubscription = uniqueNames(invalid);
  return {
    name, ...entityConfig(properties, path, invalid),
    rules: rules.map((rule, index) => {
      const at = `${path}.Rules[${index}]`;
      inSubscription(rule.Name, at);
      return ruleConfig(rule, at, invalid);
    }),
  };
}

type Once = (name: string, path: string) => void;

function uniqueNames(invalid: Invalid): Once {
  const seen = new Set<string>();
  return (name, path) => {
    if (seen.has(name.toLowerCase())) throw invalid(`${path}.Name`, `is "${name}" a second time; names differ by more than case.`);
    seen.add(name.toLowerCase());
  };
}

const DURATIONS = ['LockDuration', 'DefaultMessageTimeToLive', 'DuplicateDetectionHistoryTimeWindow'] as const;

/** The properties under their names here, which differ by the case of the first letter; an empty forward is none. */
function entityConfig(properties: EntityProperties = {}, path: string, invalid: Invalid): Omit<QueueConfig, 'name'> {
  for (const name of DURATIONS) {
    const text = properties[name];
    if (text !== undefined && !((durationToMs(text) ?? 0) > 0)) throw invalid(`${path}.Properties.${name}`, `is "${text}"; an ISO 8601 duration above zero such as PT1M is needed.`);
  }
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== '')
    .map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]));
}

/** D91: messages cannot go on to what is not there. */
function checkForwards({ queues, topics }: ConfiguredEntities, invalid: Invalid): void {
  const known = new Set([...queues, ...topics].map(({ name }) => name.toLowerCase()));
  const check = (entity: Omit<QueueConfig, 'name'>, path: string, own?: string) => {
    for (const [field, target] of [['ForwardTo', entity.forwardTo], ['ForwardDeadLetteredMessagesTo', entity.forwardDeadLetteredMessagesTo]] as const) {
      if (target === undefined) continue;
      if (!known.has(target.toLowerCase())) throw invalid(`${path}.Properties.${field}`, `is "${target}", which is no queue or topic here.`);
      if (target.toLowerCase() === own?.toLowerCase()) throw invalid(`${path}.Properties.${field}`, `is "${target}", the queue itself.`);
    }
  };
  queues.forEach((queue, index) => check(queue, `${ROOT}.Queues[${index}]`, queue.name));
  topics.forEach(({ subscriptions = [] }, at) => subscriptions.forEach((one, index) => check(one, `${ROOT}.Topics[${at}].Subscriptions[${index}]`)));
}

/** ajv takes 30 ms to load, which most starts, having no configuration file, need not spend. */
function firstError(config: unknown): ErrorObject | undefined {
  const { Ajv } = createRequire(import.meta.url)('ajv') as { Ajv: typeof AjvClass };
  const validate = new Ajv({ allowUnionTypes: true }).compile(configSchema);
  return validate(config) ? undefined : validate.errors?.[0];
}

const jsonPath = (pointer: string): string =>
  `$${pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`)).join('')}`;

function describe({ keyword, params, message = 'is invalid' }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `has an unknown property "${(params as { additionalProperty: string }).additionalProperty}".`;
  if (keyword === 'enum') return `must be one of ${(params as { allowedValues: string[] }).allowedValues.join(', ')}.`;
  return `${message}.`;
}
