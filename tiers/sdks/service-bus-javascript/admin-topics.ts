import type { CorrelationRuleFilter, ServiceBusAdministrationClient, ServiceBusClient, SqlRuleAction, SqlRuleFilter } from '@azure/service-bus';
import { NO_RENEWAL, all, one, send } from './bus.ts';
import { painted } from './sessions-and-topics.ts';
import { show } from './seen.ts';

type Filter = SqlRuleFilter | CorrelationRuleFilter;
const RED: SqlRuleFilter = { sqlExpression: "color = 'red'" };
const CHECK: SqlRuleAction = { sqlExpression: 'SET checked = TRUE' };

/** Topics, subscriptions and rules by the administration client. */
export async function adminTopics(client: ServiceBusAdministrationClient, bus: ServiceBusClient): Promise<void> {
  /** A topic with the subscription `red`, whose first rule is this one. */
  const subscription = async (topic: string, name: string, filter: Filter, action: SqlRuleAction = {}) => {
    await client.createTopic(topic);
    await client.createSubscription(topic, 'red', { defaultRuleOptions: { name, filter, action } });
  };
  const kept = async (topic: string, filter: Filter) => {
    await subscription(topic, 'r', filter);
    return (await client.getRule(topic, 'red', 'r')).filter;
  };
  const properties = async (topic: string, values: Record<string, number | boolean | Date>) =>
    (await kept(topic, { applicationProperties: values }) as CorrelationRuleFilter).applicationProperties ?? {};

  await show('admin-topic-and-rules', async () => {
    await subscription('admin-topic', 'sql', RED, CHECK);
    await client.createRule('admin-topic', 'red', 'all', { sqlExpression: '1=1' });
    const rules = (await all(client.listRules('admin-topic', 'red'))).map(({ name }) => name);
    const subscriptions = (await all(client.listSubscriptions('admin-topic'))).map(({ subscriptionName }) => subscriptionName);
    const { filter, action } = await client.getRule('admin-topic', 'red', 'sql');
    return { rules, subscriptions, expression: (filter as SqlRuleFilter).sqlExpression, action: action.sqlExpression };
  });
  await show('admin-sql-parameters', async () => {
    const { sqlExpression: expression, sqlParameters: parameters } = await kept('admin-sql-parameters', { sqlExpression: 'color = @color', sqlParameters: { '@color': 'red' } }) as SqlRuleFilter;
    return { expression, parameters };
  });
  await show('admin-correlation-filter', async () => {
    const filter = await kept('admin-correlation-filter', { correlationId: 'c', subject: 'l', to: 'Leeds', applicationProperties: { text: 'x' } }) as CorrelationRuleFilter;
    return { correlationId: filter.correlationId, subject: filter.subject, to: filter.to, properties: filter.applicationProperties };
  });
  await show('admin-typed-filter', () => properties('admin-typed-filter', { whole: 7, half: 0.5, flag: true }));
  await show('admin-time-in-filter', async () => (await properties('admin-time-in-filter', { time: new Date('2026-01-02T03:04:05Z') }))['time']);
  await show('admin-long-in-filter', async () => (await properties('admin-long-in-filter', { long: 2 ** 40 }))['long']);
  await show('admin-rule-update', async () => {
    await subscription('admin-rule-update', 'sql', RED);
    const rule = await client.getRule('admin-rule-update', 'red', 'sql');
    await client.updateRule('admin-rule-update', 'red', { ...rule, filter: { sqlExpression: "color = 'blue'" } });
    return ((await client.getRule('admin-rule-update', 'red', 'sql')).filter as SqlRuleFilter).sqlExpression;
  });
  await show('admin-made-used', async () => {
    await subscription('admin-made-used', 'sql', RED, CHECK);
    await send(bus, 'admin-made-used', painted('blue'), painted('red'));
    const message = await one(bus.createReceiver('admin-made-used', 'red', NO_RENEWAL));
    return { received: [message.body as string], checked: message.applicationProperties?.['checked'] };
  });
}
