import type { Typed } from 'rhea';
import { fromValue } from '#emulators/service-bus/amqp/codec/value';
import { CORRELATION_FIELDS } from '#emulators/service-bus/amqp/management/add-rule';
import { type Operation, timestampTyped } from '#emulators/service-bus/amqp/management/operation';
import { subscriptionOf } from '#emulators/service-bus/amqp/management/subscription-of';
import { numberField } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { listRules } from '#emulators/service-bus/state/entities/rules';
import type { CorrelationFilter, Filter, Rule } from '#emulators/service-bus/state/rule';

/** Descriptors, as the JavaScript SDK compares them. */
const RULE = 0x13700000004;
const EMPTY_ACTION = 0x13700000005;
const SQL_ACTION = 0x13700000006;
const SQL_FILTER = 0x1370000006;
const TRUE_FILTER = 0x1370000007;
const FALSE_FILTER = 0x1370000008;
const CORRELATION_FILTER = 0x1370000009;
/** The language version of SQL that .NET's clients expect. */
const SQL_VERSION = 20;

export const enumerateRules: Operation = (queue, request, peer) => {
  const skip = numberField(request, 'skip');
  const found = listRules(subscriptionOf(peer, queue)).slice(skip, skip + numberField(request, 'top'));
  return found.length === 0 ? undefined : { rules: types.wrap_list(found.map((rule) => ({ 'rule-description': encodeRule(rule) }))) };
};

const described = (descriptor: number, items: readonly unknown[]): Typed => types.described_nc(types.wrap_ulong(descriptor), types.wrap_list(items));

/** JavaScript's client reads the action's descriptor unasked, so there is always an action, an empty one if need be. */
export const encodeRule = ({ name, filter, action, createdAt }: Rule): Typed => described(RULE, [
  encodeFilter(filter),
  action === undefined ? described(EMPTY_ACTION, []) : described(SQL_ACTION, [types.wrap_string(action), types.wrap_int(SQL_VERSION)]),
  types.wrap_string(name), timestampTyped(createdAt),
]);

function encodeFilter(filter: Filter): Typed {
  switch (filter.type) {
    case 'true': return described(TRUE_FILTER, []);
    case 'false': return described(FALSE_FILTER, []);
    case 'sql': return described(SQL_FILTER, [types.wrap_string(filter.expression), types.wrap_int(SQL_VERSION)]);
    case 'correlation': return described(CORRELATION_FILTER, encodeCorrelation(filter));
  }
}

function encodeCorrelation({ system, properties }: CorrelationFilter): unknown[] {
  const fields = CORRELATION_FIELDS.map(([, name]) => {
    const value = system.get(name);
    return value === undefined ? null : types.wrap_string(value);
  });
  const entries = [...properties].map(([name, value]) => [name, new types.Reader(Buffer.from(fromValue(value))).read()] as const);
  return [...fields, types.wrap_map(Object.fromEntries(entries))];
}
