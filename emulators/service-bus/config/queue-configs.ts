import { createRequire } from 'node:module';
import type { Ajv as AjvClass, ErrorObject } from 'ajv';
import { RingproofError } from '#core/errors';
import { type EmulatorConfig, type EntityProperties, configSchema } from '#emulators/service-bus/config/config-schema';
import type { QueueConfig } from '#emulators/service-bus/config/queue-config';
import { durationToMs } from '#emulators/service-bus/state/duration';

/**
 * The queues of a parsed Config.json of the official emulator.
 * @throws RingproofError `RP_CONFIG_INVALID` naming the JSON path, also for what is not emulated yet
 */
export function queueConfigs(config: unknown, file: string): QueueConfig[] {
  const invalid = (path: string, problem: string) => new RingproofError('RP_CONFIG_INVALID', { file, problem: `${path} ${problem}` });
  const error = firstError(config);
  if (error) throw invalid(jsonPath(error.instancePath), describe(error));
  const [namespace] = (config as EmulatorConfig).UserConfig.Namespaces;
  const root = '$.UserConfig.Namespaces[0]';
  const topics = namespace?.Topics?.length ?? 0;
  if (topics > 0) throw invalid(`${root}.Topics`, `has ${topics} topic(s), which are not supported yet. Remove them or wait for a later version.`);
  const seen = new Set<string>();
  return (namespace?.Queues ?? []).map(({ Name: name, Properties: properties = {} }, index) => {
    const path = `${root}.Queues[${index}]`;
    if (seen.has(name.toLowerCase())) throw invalid(`${path}.Name`, `is "${name}" a second time; names differ by more than case.`);
    seen.add(name.toLowerCase());
    const problem = unsupported(properties) ?? badDuration(properties);
    if (problem) throw invalid(`${path}.Properties.${problem[0]}`, problem[1]);
    return toQueueConfig(name, properties);
  });
}

/** ajv takes 30 ms to load, which most starts, having no configuration file, need not spend. */
function firstError(config: unknown): ErrorObject | undefined {
  const { Ajv } = createRequire(import.meta.url)('ajv') as { Ajv: typeof AjvClass };
  const validate = new Ajv().compile(configSchema);
  return validate(config) ? undefined : validate.errors?.[0];
}

const jsonPath = (pointer: string): string =>
  `$${pointer.split('/').slice(1).map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('')}`;

function describe({ keyword, params, message = 'is invalid' }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `has an unknown property "${(params as { additionalProperty: string }).additionalProperty}".`;
  return `${message}.`;
}

type Problem = readonly [property: string, problem: string] | undefined;

/** What would change behaviour and is not emulated yet is refused, never ignored. */
function unsupported(properties: EntityProperties): Problem {
  if (properties.RequiresDuplicateDetection) return ['RequiresDuplicateDetection', 'is true; duplicate detection is not supported yet.'];
  if (properties.ForwardTo) return ['ForwardTo', 'is set; forwarding is not supported yet.'];
  if (properties.ForwardDeadLetteredMessagesTo) return ['ForwardDeadLetteredMessagesTo', 'is set; forwarding is not supported yet.'];
  return undefined;
}

function badDuration(properties: EntityProperties): Problem {
  for (const name of ['LockDuration', 'DefaultMessageTimeToLive', 'DuplicateDetectionHistoryTimeWindow'] as const) {
    const text = properties[name];
    if (text !== undefined && !((durationToMs(text) ?? 0) > 0)) return [name, `is "${text}"; an ISO 8601 duration above zero such as PT1M is needed.`];
  }
  return undefined;
}

function toQueueConfig(name: string, properties: EntityProperties): QueueConfig {
  const { LockDuration, MaxDeliveryCount, RequiresSession, DefaultMessageTimeToLive, DeadLetteringOnMessageExpiration } = properties;
  return {
    name,
    ...(LockDuration === undefined ? {} : { lockDuration: LockDuration }),
    ...(MaxDeliveryCount === undefined ? {} : { maxDeliveryCount: MaxDeliveryCount }),
    ...(RequiresSession === undefined ? {} : { requiresSession: RequiresSession }),
    ...(DefaultMessageTimeToLive === undefined ? {} : { defaultMessageTimeToLive: DefaultMessageTimeToLive }),
    ...(DeadLetteringOnMessageExpiration === undefined ? {} : { deadLetteringOnMessageExpiration: DeadLetteringOnMessageExpiration }),
  };
}
