import type { ServiceBusClient } from '@azure/service-bus';
import type { Rules } from '#ring2/drift/driver';
import { toSdkRule } from '#ring2/drift/drivers/azure-sdk-message';
import type { Ask } from '#ring2/drift/drivers/azure-sdk-options';

/** The rules of `topic/Subscriptions/name`. */
export function rulesOf(client: ServiceBusClient, ask: Ask, subscription: string): Rules {
  const [topic = '', , name = ''] = subscription.split('/');
  const manager = client.createRuleManager(topic, name);
  return {
    add: (rule) => ask(async () => {
      const { filter, action } = toSdkRule(rule);
      await manager.createRule(rule.name, filter, action);
    }),
    remove: (rule) => ask(() => manager.deleteRule(rule)),
    names: () => ask(async () => {
      const names: string[] = [];
      for await (const rule of manager.listRules()) names.push(rule.name);
      return names;
    }),
  };
}
