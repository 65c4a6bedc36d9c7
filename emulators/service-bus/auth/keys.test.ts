import { type AuthorizationRule, ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { entityKeys, withImplied } from '#emulators/service-bus/auth/keys';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { createQueue } from '#emulators/service-bus/state/entities/queues';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { adminClient } from '#emulators/service-bus/testing/admin-client';
import { NO_RENEWAL, one } from '#emulators/service-bus/testing/world';

// service-bus-sas: rules of single entities, and several of the namespace.

type Rights = NonNullable<AuthorizationRule['accessRights']>;
const rule = (keyName: string, ...accessRights: Rights): AuthorizationRule =>
  ({ keyName, accessRights, claimType: 'SharedAccessKey', primaryKey: `${keyName}-1`, secondaryKey: `${keyName}-2` });

let bus: RunningServiceBus;
const clients: ServiceBusClient[] = [];
beforeAll(async () => {
  bus = await startServiceBus({ auth: 'enforce', keys: [{ name: 'reader', key: 'reader-1', rights: ['Listen'] }], queues: [{ name: 'other' }] });
  const admin = await adminClient(bus);
  await admin.createQueue('a/q', { authorizationRules: [rule('sender', 'Send'), rule('listener', 'Listen'), rule('boss', 'Manage', 'Send', 'Listen')] });
  await admin.createTopic('t', { authorizationRules: [rule('listener', 'Listen')] });
  await admin.createSubscription('t', 's');
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await bus.stop();
});

const stringWith = (name: string, key = `${name}-1`) => bus.connectionString.replace('RootManageSharedAccessKey', name).replace('SAS_KEY_VALUE', key);
function clientWith(name: string, key?: string): ServiceBusClient {
  const client = new ServiceBusClient(stringWith(name, key), { retryOptions: { maxRetries: 0, timeoutInMs: 3000 } });
  clients.push(client);
  return client;
}
const lacking = (claim: string, path: string) => ({
  code: 'UnauthorizedAccess', message: expect.stringContaining(`Unauthorized access. ${claim} claim(s) are required to perform this operation. Resource: 'sb://sbemulatorns.servicebus.windows.net/${path}'.`) as string,
});

describe("an entity's key", () => {
  it('with Send sends and schedules there, and does not receive or peek', async () => {
    const client = clientWith('sender');
    const sender = client.createSender('a/q');
    await sender.sendMessages({ body: 1 });
    await sender.cancelScheduledMessages(await sender.scheduleMessages({ body: 2 }, new Date(Date.now() + 60_000)));
    const receiver = client.createReceiver('a/q');
    await expect(receiver.receiveMessages(1)).rejects.toMatchObject(lacking("'Listen'", 'a/q'));
    await expect(receiver.peekMessages(1)).rejects.toMatchObject(lacking("'Listen'", 'a/q/$management'));
  });

  it.each(['listener-1', 'listener-2'])('with Listen receives, settles and peeks there, and does not send: %s', async (key) => {
    await clientWith('sender').createSender('a/q').sendMessages({ body: 1 });
    const client = clientWith('listener', key);
    const receiver = client.createReceiver('a/q', NO_RENEWAL);
    expect(await receiver.peekMessages(1)).toHaveLength(1);
    await receiver.completeMessage(await one(receiver));
    await expect(client.createSender('a/q').sendMessages({ body: 1 })).rejects.toMatchObject(lacking("'Send'", 'a/q'));
    await expect(client.createSender('a/q').scheduleMessages({ body: 1 }, new Date())).rejects.toMatchObject(lacking("'Send'", 'a/q/$management'));
  });

  it('with Manage administers it; others do not', async () => {
    expect((await (await adminClient(bus, stringWith('boss'))).getQueue('a/q')).name).toBe('a/q');
    await expect((await adminClient(bus, stringWith('listener'))).getQueue('a/q')).rejects.toMatchObject({ statusCode: 401, message: expect.stringContaining('Manage claim is required') as string });
    await clientWith('boss').createSender('a/q').sendMessages({ body: 1 });
  });

  it('opens nothing else: not another entity, nor what only begins alike', async () => {
    const refused = { code: 'UnauthorizedAccess', message: expect.stringContaining('InvalidSignature') as string };
    await expect(clientWith('sender').createSender('other').sendMessages({ body: 1 })).rejects.toMatchObject(refused);
    await expect(clientWith('sender', 'listener-1').createSender('a/q').sendMessages({ body: 1 })).rejects.toMatchObject(refused);
    await expect((await adminClient(bus, stringWith('boss'))).getQueue('other')).rejects.toMatchObject({ statusCode: 401 });
  });

  it('of a topic opens its subscriptions, where only Manage changes rules', async () => {
    await clientWith('RootManageSharedAccessKey', 'SAS_KEY_VALUE').createSender('t').sendMessages({ body: 1 });
    const client = clientWith('listener');
    const receiver = client.createReceiver('t', 's', NO_RENEWAL);
    await receiver.completeMessage(await one(receiver));
    const rules = client.createRuleManager('t', 's');
    for await (const found of rules.listRules()) expect(found.name).toBe('$Default');
    await expect(rules.deleteRule('$Default')).rejects.toMatchObject(lacking("'Manage'", 't/subscriptions/s/$management'));
  });
});

it('a key of the namespace opens every entity for what it is good for', async () => {
  const client = clientWith('reader');
  expect(await client.createReceiver('other').peekMessages(1)).toEqual([]);
  await expect(client.createSender('other').sendMessages({ body: 1 })).rejects.toMatchObject(lacking("'Send'", 'other'));
});

describe('entity keys', () => {
  it('are those of every entity that a path is of or below', () => {
    const namespace = new Namespace('n', virtualClock());
    const authorizationRules = [{ keyName: 'k', rights: ['Manage'], claimType: '', claimValue: '', primaryKey: 'p', secondaryKey: '' }];
    createQueue(namespace, 'A/b', { authorizationRules });
    const key = { name: 'k', key: 'p', rights: ['Send', 'Listen', 'Manage'] };
    expect(entityKeys(namespace, 'a/b')).toEqual([key]);
    expect(entityKeys(namespace, 'a/b/$management')).toEqual([key]);
    expect([...entityKeys(namespace, 'a'), ...entityKeys(namespace, 'a/bc'), ...entityKeys(namespace, '')]).toEqual([]);
  });

  it('with Manage have the other rights too', () => {
    expect([withImplied(['Manage']), withImplied(['Listen', 'Send']), withImplied(['Read'])]).toEqual([['Send', 'Listen', 'Manage'], ['Send', 'Listen'], []]);
  });
});
