import { type Entry, description } from '#emulators/service-bus/admin/atom';
import type { Call, ResourceApi } from '#emulators/service-bus/admin/call';
import { alreadyExists, entityNotFound } from '#emulators/service-bus/admin/refusal';
import { readRule, writeRule } from '#emulators/service-bus/admin/rule-description';
import { findSubscription } from '#emulators/service-bus/admin/subscription';
import { createRule, deleteRule, updateRule } from '#emulators/service-bus/state/entities/rules';
import type { Rule } from '#emulators/service-bus/state/rule';
import type { Subscription } from '#emulators/service-bus/state/topic';

export interface RuleKey { topic: string; subscription: string; name: string }

export function ruleEntry({ name: subscription, topic }: Subscription, rule: Rule): Entry {
  const { name, createdAt } = rule;
  return {
    path: `${topic.name}/Subscriptions/${subscription}/Rules/${name}`, title: name, createdAt, updatedAt: createdAt,
    content: description('RuleDescription', writeRule(rule)),
  };
}

const subscriptionOf = (call: Call, { topic, subscription }: RuleKey): Subscription => findSubscription(call, { topic, name: subscription });
const label = ({ namespace }: Call, { topic, subscription, name }: RuleKey): string => `${namespace.name}:Topic:${topic}|${subscription}|${name}`;

/** @throws Refusal 404 */
function findRule(call: Call, key: RuleKey): Rule {
  const rule = subscriptionOf(call, key).rules.get(key.name.toLowerCase());
  if (!rule) throw entityNotFound(label(call, key));
  return rule;
}

/** `/{topic}/Subscriptions/{subscription}/Rules/{name}` */
export const ruleApi: ResourceApi<RuleKey> = {
  get: (call, key) => ruleEntry(subscriptionOf(call, key), findRule(call, key)),
  put(call, key, element) {
    const subscription = subscriptionOf(call, key);
    if (call.update) findRule(call, key);
    else if (subscription.rules.has(key.name.toLowerCase())) throw alreadyExists(label(call, key));
    const change = call.update ? updateRule : createRule;
    return ruleEntry(subscription, change(call.namespace, subscription, readRule(element, key.name)));
  },
  remove(call, key) {
    findRule(call, key);
    deleteRule(call.namespace, subscriptionOf(call, key), key.name);
  },
};
