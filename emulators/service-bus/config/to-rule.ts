import type { CorrelationFilterConfig, RuleConfig } from '#emulators/service-bus/config/queue-config';
import { badRequest } from '#emulators/service-bus/state/fault';
import type { SystemProperty } from '#emulators/service-bus/state/message-view';
import type { CorrelationFilter, RuleDescription } from '#emulators/service-bus/state/rule';
import type { Value } from '#emulators/service-bus/state/value';

/** @throws Fault `argument-error` when the rule has not exactly one filter */
export function toRule({ name, sqlFilter, correlationFilter, action }: RuleConfig): RuleDescription {
  if ((sqlFilter === undefined) === (correlationFilter === undefined)) throw badRequest(`The rule '${name}' needs a SQL filter or a correlation filter.`);
  return {
    name, ...(action === undefined ? {} : { action }),
    filter: correlationFilter ? toCorrelation(correlationFilter) : { type: 'sql', expression: sqlFilter ?? '' },
  };
}

const SYSTEM: Readonly<Record<Exclude<keyof CorrelationFilterConfig, 'properties'>, SystemProperty>> = {
  contentType: 'ContentType', correlationId: 'CorrelationId', subject: 'Label', messageId: 'MessageId', replyTo: 'ReplyTo',
  replyToSessionId: 'ReplyToSessionId', sessionId: 'SessionId', to: 'To',
};

function toCorrelation(config: CorrelationFilterConfig): CorrelationFilter {
  const system = new Map<SystemProperty, string>();
  for (const [field, name] of Object.entries(SYSTEM)) {
    const value = config[field as keyof typeof SYSTEM];
    if (value !== undefined) system.set(name, value);
  }
  const properties = new Map<string, Value>();
  for (const [name, value] of Object.entries(config.properties ?? {})) properties.set(name, Number.isSafeInteger(value) ? BigInt(value) : value);
  return { type: 'correlation', system, properties };
}
