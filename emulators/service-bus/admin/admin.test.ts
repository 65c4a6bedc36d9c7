import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { adminClient } from '#emulators/service-bus/testing/admin-client';
import { NO_RENEWAL, one } from '#emulators/service-bus/testing/world';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const NEVER = 'P10675199DT2H48M5.4775807S';

describe('queues', () => {
  it("are made with the cloud's defaults and are there for the data plane at once", async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    const { _response, ...queue } = await admin.createQueue('orders');
    expect(_response.status).toBe(201);
    expect(queue).toEqual({
      name: 'orders', lockDuration: 'PT1M', maxSizeInMegabytes: 1024, requiresDuplicateDetection: false, requiresSession: false,
      defaultMessageTimeToLive: NEVER, deadLetteringOnMessageExpiration: false, duplicateDetectionHistoryTimeWindow: 'PT10M',
      maxDeliveryCount: 10, enableBatchedOperations: true, autoDeleteOnIdle: NEVER, enablePartitioning: false, enableExpress: false,
      status: 'Active', availabilityStatus: 'Available', maxMessageSizeInKilobytes: 256, authorizationRules: undefined,
      forwardTo: undefined, forwardDeadLetteredMessagesTo: undefined, userMetadata: undefined,
    });
    const client = new ServiceBusClient(bus.connectionString);
    await client.createSender('orders').sendMessages({ body: 'there' });
    expect((await one(client.createReceiver('orders', NO_RENEWAL))).body).toBe('there');
    await client.close();
  });

  it('keep every option that they are given, and every change', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'next' }, { name: 'dead' }] });
    const admin = await adminClient(bus);
    const wanted = {
      lockDuration: 'PT45S', maxSizeInMegabytes: 2048, requiresDuplicateDetection: true, defaultMessageTimeToLive: 'P1DT2H',
      deadLetteringOnMessageExpiration: true, duplicateDetectionHistoryTimeWindow: 'PT20S', maxDeliveryCount: 20,
      enableBatchedOperations: false, status: 'SendDisabled' as const, userMetadata: '<b> & "more"', forwardTo: 'next',
      forwardDeadLetteredMessagesTo: 'dead',
      authorizationRules: [{ claimType: 'SharedAccessKey', keyName: 'mine', accessRights: ['Listen', 'Send'] as ('Listen' | 'Send')[], primaryKey: 'a', secondaryKey: 'b' }],
    };
    await admin.createQueue('q', wanted);
    const address = (name: string) => `sb://localhost:${bus.port}/${name}`;
    const made = await admin.getQueue('Q');
    expect(made).toMatchObject({ ...wanted, name: 'q', forwardTo: address('next'), forwardDeadLetteredMessagesTo: address('dead') });
    const { forwardTo, userMetadata, ...kept } = made;
    expect([forwardTo, userMetadata]).toEqual([address('next'), wanted.userMetadata]);
    await admin.updateQueue({ ...kept, lockDuration: 'PT5M', status: 'Active', autoDeleteOnIdle: 'PT1H' } as typeof made);
    expect(await admin.getQueue('q')).toMatchObject({ lockDuration: 'PT5M', status: 'Active', autoDeleteOnIdle: 'PT1H', maxDeliveryCount: 20, forwardTo: undefined, userMetadata: undefined, forwardDeadLetteredMessagesTo: address('dead') });
  });

  it('may have a name with slashes', async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    expect((await admin.createQueue('eu/orders/new')).name).toBe('eu/orders/new');
    expect((await admin.getQueue('EU/orders/new')).name).toBe('eu/orders/new');
  });

  it('are counted', async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    await admin.createQueue('q');
    const client = new ServiceBusClient(bus.connectionString);
    const sender = client.createSender('q');
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    await sender.scheduleMessages({ body: 4 }, new Date(Date.now() + 3_600_000));
    const receiver = client.createReceiver('q', NO_RENEWAL);
    await receiver.deadLetterMessage(await one(receiver));
    const { sizeInBytes, createdAt, modifiedAt, ...counts } = await admin.getQueueRuntimeProperties('q');
    expect(counts).toMatchObject({ name: 'q', totalMessageCount: 4, activeMessageCount: 2, deadLetterMessageCount: 1, scheduledMessageCount: 1, transferMessageCount: 0, transferDeadLetterMessageCount: 0 });
    expect(sizeInBytes).toBeGreaterThan(0);
    expect(modifiedAt).toEqual(createdAt);
    await client.close();
  });
});

describe('topics, subscriptions and rules', () => {
  it('are made, shown, changed and deleted', async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    expect(await admin.createTopic('t', { userMetadata: 'mine' })).toMatchObject({ name: 't', maxSizeInMegabytes: 1024, supportOrdering: true, defaultMessageTimeToLive: NEVER, status: 'Active', userMetadata: 'mine' });
    expect(await admin.createSubscription('t', 's')).toMatchObject({
      topicName: 't', subscriptionName: 's', lockDuration: 'PT1M', maxDeliveryCount: 10, requiresSession: false, deadLetteringOnFilterEvaluationExceptions: true, autoDeleteOnIdle: NEVER,
    });
    await admin.updateSubscription({ ...(await admin.getSubscription('t', 's')), maxDeliveryCount: 3 });
    expect((await admin.getSubscription('T', 'S')).maxDeliveryCount).toBe(3);
    await admin.updateTopic({ ...(await admin.getTopic('t')), defaultMessageTimeToLive: 'PT5M' });
    expect((await admin.getTopic('t')).defaultMessageTimeToLive).toBe('PT5M');
    expect(await admin.getTopicRuntimeProperties('t')).toMatchObject({ name: 't', subscriptionCount: 1, scheduledMessageCount: 0 });
    expect(await admin.getSubscriptionRuntimeProperties('t', 's')).toMatchObject({ totalMessageCount: 0, activeMessageCount: 0 });
    await admin.deleteSubscription('t', 's');
    expect(await admin.subscriptionExists('t', 's')).toBe(false);
    await admin.deleteTopic('t');
    expect(await admin.topicExists('t')).toBe(false);
  });

  it('keep filters and actions as they were given', async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    await admin.createTopic('t');
    await admin.createSubscription('t', 's');
    expect(await admin.getRule('t', 's', '$Default')).toMatchObject({ name: '$Default', filter: { sqlExpression: '1=1' }, action: {} });
    const sql = { sqlExpression: "color = 'red' AND size < 3" };
    await admin.createRule('t', 's', 'sql', sql, { sqlExpression: 'SET checked = TRUE' });
    expect(await admin.getRule('t', 's', 'sql')).toMatchObject({ name: 'sql', filter: sql, action: { sqlExpression: 'SET checked = TRUE' } });
    const parameters = { sqlExpression: 'size < @limit AND color = @color', sqlParameters: { '@limit': 3, '@color': 'red' } };
    await admin.createRule('t', 's', 'parameters', parameters, { sqlExpression: 'SET limit = @limit', sqlParameters: { '@limit': 3 } });
    expect(await admin.getRule('t', 's', 'parameters')).toMatchObject({ filter: parameters, action: { sqlParameters: { '@limit': 3 } } });
    await admin.deleteRule('t', 's', 'parameters');
    const correlation = { correlationId: 'c', subject: 's', applicationProperties: { text: 'x', number: 1.5, flag: true, time: new Date(1000) } };
    await admin.createRule('t', 's', 'correlation', correlation);
    expect((await admin.getRule('t', 's', 'correlation')).filter).toMatchObject(correlation);
    await admin.updateRule('t', 's', { ...(await admin.getRule('t', 's', 'sql')), filter: { sqlExpression: '1=0' }, action: {} });
    expect(await admin.getRule('t', 's', 'sql')).toMatchObject({ filter: { sqlExpression: '1=0' }, action: {} });
    await admin.deleteRule('t', 's', '$Default');
    expect((await collect(admin.listRules('t', 's'))).map(({ name }) => name)).toEqual(['correlation', 'sql']);
  });

  it('decide what the data plane gets', async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    await admin.createTopic('t');
    await admin.createSubscription('t', 'red', { defaultRuleOptions: { name: 'only-red', filter: { sqlExpression: 'color = @color', sqlParameters: { '@color': 'red' } }, action: { sqlExpression: "SET by = 'rule'" } } });
    await admin.createSubscription('t', 'all');
    const client = new ServiceBusClient(bus.connectionString);
    await client.createSender('t').sendMessages([{ body: 1, applicationProperties: { color: 'blue' } }, { body: 2, applicationProperties: { color: 'red' } }]);
    expect(await one(client.createReceiver('t', 'red', NO_RENEWAL))).toMatchObject({ body: 2, applicationProperties: { color: 'red', by: 'rule' } });
    expect(await admin.getSubscriptionRuntimeProperties('t', 'all')).toMatchObject({ totalMessageCount: 2 });
    await client.close();
  });
});

describe('lists', () => {
  it('come in pages', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    await using bus = await startServiceBus({ queues: names.map((name) => ({ name })) });
    const admin = await adminClient(bus);
    const sizes: number[] = [];
    const seen: string[] = [];
    for await (const page of admin.listQueues().byPage({ maxPageSize: 2 })) {
      sizes.push(page.length);
      seen.push(...page.map(({ name }) => name));
    }
    expect([seen, sizes]).toEqual([names, [2, 2, 1]]);
  });

  it('have topics, subscriptions and what is counted of them', async () => {
    await using bus = await startServiceBus();
    const admin = await adminClient(bus);
    for (const topic of ['u', 't']) await admin.createTopic(topic);
    for (const name of ['2', '1']) await admin.createSubscription('t', name);
    expect((await collect(admin.listTopics())).map(({ name }) => name)).toEqual(['t', 'u']);
    expect((await collect(admin.listSubscriptions('t'))).map(({ topicName, subscriptionName }) => [topicName, subscriptionName])).toEqual([['t', '1'], ['t', '2']]);
    expect((await collect(admin.listTopicsRuntimeProperties())).map(({ subscriptionCount }) => subscriptionCount)).toEqual([2, 0]);
    expect(await collect(admin.listQueues())).toEqual([]);
  });
});

describe('refusals', () => {
  it('are those that the client knows', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
    const admin = await adminClient(bus);
    await admin.createTopic('t');
    await admin.createSubscription('t', 's');
    await admin.createRule('t', 's', 'r', { sqlExpression: '1=1' });
    const exists = { code: 'MessageEntityAlreadyExistsError', statusCode: 409 };
    const missing = { code: 'MessageEntityNotFoundError' };
    await expect(admin.createQueue('Q')).rejects.toMatchObject({ ...exists, message: expect.stringMatching(/^SubCode=40900\. Conflict\. .* TrackingId:/) as string });
    await expect(admin.createTopic('q')).rejects.toMatchObject(exists);
    await expect(admin.createQueue('t')).rejects.toMatchObject(exists);
    await expect(admin.createSubscription('t', 's')).rejects.toMatchObject(exists);
    await expect(admin.createRule('t', 's', 'R', { sqlExpression: '1=1' })).rejects.toMatchObject({ ...exists, message: expect.stringMatching(/^The messaging entity '\S+:Topic:t\|s\|R' already exists\./) as string });
    await expect(admin.getQueue('none')).rejects.toMatchObject(missing);
    await expect(admin.getSubscription('t', 'none')).rejects.toMatchObject(missing);
    await expect(admin.getRule('t', 's', 'none')).rejects.toMatchObject(missing);
    await expect(admin.deleteQueue('none')).rejects.toMatchObject({ ...missing, statusCode: 404 });
    await expect(admin.deleteRule('t', 's', 'none')).rejects.toMatchObject(missing);
    await expect(admin.createSubscription('none', 's')).rejects.toMatchObject(missing);
    await expect(admin.updateQueue({ ...(await admin.getQueue('q')), name: 'none' })).rejects.toMatchObject({ ...missing, statusCode: 404 });
    expect([await admin.queueExists('q'), await admin.queueExists('none'), await admin.ruleExists('t', 's', 'none')]).toEqual([true, false, false]);
  });

  it('of what no entity can be say why', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
    const admin = await adminClient(bus);
    const refused = (words: RegExp) => ({ code: 'ServiceError', statusCode: 400, message: expect.stringMatching(words) as string });
    await expect(admin.createQueue('q2', { lockDuration: 'PT6M' })).rejects.toMatchObject(refused(/^SubCode=40000\. lockDuration/));
    await expect(admin.createQueue('q2', { lockDuration: 'soon' })).rejects.toMatchObject(refused(/"soon" of LockDuration cannot be read; an ISO 8601 duration/));
    await expect(admin.createQueue('q2', { forwardTo: 'none' })).rejects.toMatchObject(refused(/^SubCode=40400\. The auto forwarding destination entity does not exist/));
    await expect(admin.createQueue('-q')).rejects.toMatchObject(refused(/valid entity name/));
    await expect(admin.updateQueue({ ...(await admin.getQueue('q')), requiresSession: true })).rejects.toMatchObject(refused(/requiresSession/));
    await admin.createTopic('t');
    await admin.createSubscription('t', 's');
    await expect(admin.createRule('t', 's', 'r', { sqlExpression: 'a = = b' })).rejects.toMatchObject(refused(/^SubCode=40000\. /));
    expect(await admin.queueExists('q2')).toBe(false);
  });
});

it('tells about the namespace', async () => {
  await using bus = await startServiceBus({ namespace: 'mine' });
  expect(await (await adminClient(bus)).getNamespaceProperties()).toMatchObject({ name: 'mine', messagingSku: 'Standard', createdAt: expect.any(Date) as Date });
});
