import type { Typed } from 'rhea';
import { toValue } from '#emulators/service-bus/amqp/codec/value';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { changeableSubscriptionOf } from '#emulators/service-bus/amqp/management/subscription-of';
import { textField } from '#emulators/service-bus/amqp/request';
import { encodeTyped, entriesOf } from '#emulators/service-bus/amqp/rhea/codec';
import { createRule } from '#emulators/service-bus/state/entities/rules';
import { badRequest } from '#emulators/service-bus/state/fault';
import type { SystemProperty } from '#emulators/service-bus/state/message-view';
import type { CorrelationFilter, Filter } from '#emulators/service-bus/state/rule';
import type { Value } from '#emulators/service-bus/state/value';

export const addRule: Operation = (queue, request, peer) => {
  const subscription = changeableSubscriptionOf(peer, queue);
  const description = new Map(entriesOf(request.body.get('rule-description')));
  const action = description.get('sql-rule-action');
  createRule(peer.broker.namespace, subscription, {
    name: textField(request, 'rule-name'), filter: toFilter(description),
    ...(action && isPresent(action) ? { action: expressionOf(action) } : {}),
  });
  return {};
};

const isPresent = ({ value }: Typed): boolean => value !== null && value !== undefined;

function toFilter(description: ReadonlyMap<string, Typed>): Filter {
  const sql = description.get('sql-filter');
  if (sql) return { type: 'sql', expression: expressionOf(sql) };
  const correlation = description.get('correlation-filter');
  if (correlation) return toCorrelation(new Map(entriesOf(correlation)));
  if (description.has('true-filter')) return { type: 'true' };
  if (description.has('false-filter')) return { type: 'false' };
  throw badRequest("The rule has no filter: 'sql-filter' or 'correlation-filter' is expected.");
}

function expressionOf(map: Typed): string {
  const expression: unknown = new Map(entriesOf(map)).get('expression')?.value;
  if (typeof expression !== 'string') throw badRequest("A SQL filter or action has no 'expression'.");
  return expression;
}

/** By the protocol's names, in the order of the encoded filter. */
export const CORRELATION_FIELDS: readonly (readonly [wire: string, name: SystemProperty])[] = [
  ['correlation-id', 'CorrelationId'], ['message-id', 'MessageId'], ['to', 'To'], ['reply-to', 'ReplyTo'], ['label', 'Label'],
  ['session-id', 'SessionId'], ['reply-to-session-id', 'ReplyToSessionId'], ['content-type', 'ContentType'],
];

function toCorrelation(given: ReadonlyMap<string, Typed>): CorrelationFilter {
  const system = new Map<SystemProperty, string>();
  for (const [wire, name] of CORRELATION_FIELDS) {
    const value: unknown = given.get(wire)?.value;
    if (typeof value === 'string') system.set(name, value);
  }
  const properties = new Map<string, Value>();
  for (const [name, typed] of entriesOf(given.get('properties'))) {
    const value = toValue(encodeTyped(typed));
    if (value === undefined) throw badRequest(`The correlation filter's property '${name}' has a type that cannot be compared.`);
    properties.set(name, value);
  }
  return { type: 'correlation', system, properties };
}
