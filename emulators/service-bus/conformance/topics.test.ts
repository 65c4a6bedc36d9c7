import type { RuleProperties, ServiceBusRuleManager } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorldWith } from '#emulators/service-bus/testing/world';

async function rulesOf(manager: ServiceBusRuleManager): Promise<RuleProperties[]> {
  const found: RuleProperties[] = [];
  for await (const page of manager.listRules().byPage()) found.push(...page);
  return found;
}
const names = async (manager: ServiceBusRuleManager) => (await rulesOf(manager)).map(({ name }) => name);

describe.each(TRANSPORTS)('topics, by the JavaScript SDK over %s', (transport) => {
  it('give each subscription what its rules let through, changed by their actions (D80 to D83, D86, D87)', async () => {
    await using world = await startWorldWith(transport, { topics: [{ name: 'news', subscriptions: [
      { name: 'all' },
      { name: 'sql', rules: [{ name: 'r', sqlFilter: "sys.Label LIKE 'ord%' AND amount >= 10", action: "SET sys.To = 'Leeds'; SET checked = TRUE; REMOVE secret" }] },
      { name: 'correlation', rules: [{ name: 'r', correlationFilter: { subject: 'order', properties: { amount: 10, urgent: true } } }] },
      { name: 'none', rules: [{ name: 'r', sqlFilter: '1=0' }] },
    ] }] });
    await world.client.createSender('news').sendMessages([
      { body: 1, subject: 'order', applicationProperties: { amount: 10, urgent: true, secret: 'x' } },
      { body: 2, subject: 'order', applicationProperties: { amount: 9.5, urgent: true } },
      { body: 3, subject: 'other', applicationProperties: { amount: '10', urgent: true } },
    ]);
    const receive = async (name: string) => world.client.createReceiver('news', name, { receiveMode: 'receiveAndDelete' }).receiveMessages(3, { maxWaitTimeInMs: 300 });
    expect((await receive('all')).map(({ body, enqueuedSequenceNumber }) => [body as unknown, enqueuedSequenceNumber])).toEqual([[1, 1], [2, 2], [3, 3]]);
    expect((await receive('sql')).map(({ body, subject, to, applicationProperties }) => ({ body: body as unknown, subject, to, applicationProperties }))).toEqual([
      { body: 1, subject: 'order', to: 'Leeds', applicationProperties: { amount: 10, urgent: true, checked: true, RuleName: 'r' } },
    ]);
    expect((await receive('correlation')).map(({ body }) => body as unknown)).toEqual([1]);
    expect(await nothing(world.client.createReceiver('news', 'none'))).toBe(true);
  });

  it('have rules that are made, listed and removed at run time (D88, D89, L9, L10)', async () => {
    await using world = await startWorldWith(transport, { topics: [{ name: 't', subscriptions: [{ name: 's' }] }] });
    const manager = world.client.createRuleManager('T', 'S');
    const when = new Date(1_700_000_000_000);
    expect(await rulesOf(manager)).toEqual([{ name: '$Default', filter: { sqlExpression: '1=1' }, action: {} }]);
    await manager.createRule('sql', { sqlExpression: 'color = \'red\'' }, { sqlExpression: "SET sys.Label = 'red'" });
    await manager.createRule('correlation', { correlationId: 'c', subject: 'l', applicationProperties: { number: 7, real: 1.5, flag: false, text: 't', when } });
    expect(await rulesOf(manager)).toEqual([
      { name: '$Default', filter: { sqlExpression: '1=1' }, action: {} },
      { name: 'correlation', action: {}, filter: expect.objectContaining({ correlationId: 'c', subject: 'l', applicationProperties: { number: 7, real: 1.5, flag: false, text: 't', when } }) as object },
      { name: 'sql', filter: { sqlExpression: "color = 'red'" }, action: { sqlExpression: "SET sys.Label = 'red'" } },
    ]);
    await expect(manager.createRule('SQL', { sqlExpression: '1=1' })).rejects.toMatchObject({ code: 'MessagingEntityAlreadyExists' });
    await expect(manager.createRule('bad', { sqlExpression: 'color = ' })).rejects.toThrow(/a property is expected at position 9/);
    await expect(manager.deleteRule('missing')).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });
    await manager.deleteRule('$Default');
    expect(await names(manager)).toEqual(['correlation', 'sql']);
    const sender = world.client.createSender('t');
    await sender.sendMessages([{ body: 'no', applicationProperties: { Color: 'blue' } }, { body: 'sql', applicationProperties: { Color: 'red' } },
      { body: 'correlation', correlationId: 'c', subject: 'l', applicationProperties: { number: 7, real: 1.5, flag: false, text: 't', when } }]);
    const receiver = world.client.createReceiver('t', 's', { receiveMode: 'receiveAndDelete' });
    expect((await receiver.receiveMessages(3, { maxWaitTimeInMs: 300 })).map(({ body, subject }) => [body as unknown, subject])).toEqual([['sql', 'red'], ['correlation', 'l']]);
    for (const name of ['sql', 'correlation']) await manager.deleteRule(name);
    expect(await names(manager)).toEqual([]);
  });

  it('have subscriptions with locks, dead letters, sessions and deferral of their own', async () => {
    await using world = await startWorldWith(transport, { topics: [{ name: 't', subscriptions: [{ name: 'plain', lockDuration: 'PT30S' }, { name: 'ordered', requiresSession: true }] }] });
    await world.client.createSender('t').sendMessages({ body: 'x', sessionId: 'a', messageId: 'm' });
    const receiver = world.client.createReceiver('t', 'plain', NO_RENEWAL);
    const first = await one(receiver);
    world.clock.advance(30_000);
    await expect(receiver.completeMessage(first)).rejects.toMatchObject({ code: 'MessageLockLost' });
    await receiver.deadLetterMessage(await one(receiver), { deadLetterReason: 'why', deadLetterErrorDescription: 'because' });
    expect(await one(world.client.createReceiver('t', 'plain', { subQueueType: 'deadLetter', ...NO_RENEWAL }))).toMatchObject({ body: 'x', deliveryCount: 1, deadLetterReason: 'why' });
    const session = await world.client.acceptSession('t', 'ordered', 'a');
    await session.setSessionState(Buffer.from('s'));
    expect((await one(session)).messageId).toBe('m');
    expect((await session.peekMessages(1)).map(({ messageId }) => messageId)).toEqual(['m']);
  });

  it('schedule and cancel messages (D61, D62)', async () => {
    await using world = await startWorldWith(transport, { topics: [{ name: 't', subscriptions: [{ name: 's' }] }] });
    const sender = world.client.createSender('t');
    const at = new Date(world.clock.now() + 60_000);
    await sender.scheduleMessages({ body: 'kept' }, at);
    await sender.cancelScheduledMessages(await sender.scheduleMessages({ body: 'cancelled' }, at));
    world.clock.advance(60_000);
    const receiver = world.client.createReceiver('t', 's', NO_RENEWAL);
    expect(await one(receiver)).toMatchObject({ body: 'kept' });
    expect(await nothing(receiver)).toBe(true);
  });

  it('refuse what cannot be: receiving from a topic, sending to a subscription, names that are not there (D105)', async () => {
    await using world = await startWorldWith(transport, { topics: [{ name: 't', subscriptions: [{ name: 's' }] }] });
    await expect(one(world.client.createReceiver('t'))).rejects.toMatchObject({ code: 'GeneralError', message: expect.stringContaining("the topic 't'") as string });
    await expect(world.client.createSender('t/Subscriptions/s').sendMessages({ body: 1 })).rejects.toMatchObject({ code: 'GeneralError' });
    await expect(one(world.client.createReceiver('t', 'x'))).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });
    await expect(names(world.client.createRuleManager('t', 'x'))).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });
  });
});
