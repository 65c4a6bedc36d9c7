import { checkName } from '#emulators/service-bus/state/entities/checks';
import { checkFilterQuota } from '#emulators/service-bus/state/entities/quotas';
import { byName } from '#emulators/service-bus/state/entities/queues';
import { badRequest, entityAlreadyExists, entityNotFound } from '#emulators/service-bus/state/fault';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { Rule, RuleDescription } from '#emulators/service-bus/state/rule';
import { parseAction, parseFilter } from '#emulators/service-bus/state/sql/parse';
import type { Subscription } from '#emulators/service-bus/state/topic';

/** A rule with its SQL parsed. @throws Fault `argument-error` */
export function compileRule(description: RuleDescription, createdAt: number): Rule {
  checkName(description.name);
  const { filter, action, actionParameters } = description;
  if (filter.type === 'correlation' && filter.system.size + filter.properties.size === 0) throw badRequest('A correlation filter needs at least one property.');
  return {
    ...description, createdAt,
    ...(filter.type === 'sql' ? { predicate: parseFilter(filter.expression, filter.parameters) } : {}),
    ...(action === undefined ? {} : { statements: parseAction(action, actionParameters) }),
  };
}

// Subscription first: `getSubscription` finds it by name, `namespace.findSubscription` by path.

/** @throws Fault `entity-already-exists` (D89), `argument-error`, `resources-exceeded` */
export function createRule(namespace: Namespace, subscription: Subscription, description: RuleDescription): Rule {
  const key = description.name.toLowerCase();
  if (subscription.rules.has(key)) throw entityAlreadyExists(namespace.name, pathOf(subscription, description.name));
  checkFilterQuota(namespace, subscription.topic, description.filter);
  const rule = compileRule(description, namespace.clock.now());
  subscription.rules.set(key, rule);
  // A new rule is use of the subscription (message-expiration, D121).
  subscription.queue.accessedAt = namespace.clock.now();
  subscription.queue.log.redefined();
  return rule;
}

/** @throws Fault `entity-not-found` */
export function getRule({ name: namespace }: Namespace, subscription: Subscription, name: string): Rule {
  const rule = subscription.rules.get(name.toLowerCase());
  if (!rule) throw entityNotFound(namespace, pathOf(subscription, name));
  return rule;
}

/** Replaces filter and action. @throws Fault `entity-not-found`, `argument-error`, `resources-exceeded` */
export function updateRule(namespace: Namespace, subscription: Subscription, description: RuleDescription): Rule {
  const { name, createdAt, filter } = getRule(namespace, subscription, description.name);
  checkFilterQuota(namespace, subscription.topic, description.filter, filter);
  const rule = compileRule({ ...description, name }, createdAt);
  subscription.rules.set(name.toLowerCase(), rule);
  subscription.queue.log.redefined();
  return rule;
}

/** @throws Fault `entity-not-found` (D89) */
export function deleteRule(namespace: Namespace, subscription: Subscription, name: string): void {
  getRule(namespace, subscription, name);
  subscription.rules.delete(name.toLowerCase());
  subscription.queue.log.redefined();
}

/** By name, so that `$Default` is first (D88, L9). */
export const listRules = ({ rules }: Subscription): Rule[] => [...rules.values()].sort(byName);

const pathOf = ({ queue }: Subscription, rule: string): string => `${queue.name}/Rules/${rule}`;
