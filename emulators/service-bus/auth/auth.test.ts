import { once } from 'node:events';
import { ServiceBusClient } from '@azure/service-bus';
import rhea, { type EventContext } from 'rhea';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import type { AuthMode } from '#emulators/service-bus/auth/gate';
import { isSignedBy, parseSas, pathOf, reaches } from '#emulators/service-bus/auth/sas';
import { startServiceBus } from '#emulators/service-bus/index';
import { adminClient } from '#emulators/service-bus/testing/admin-client';
import { sasToken } from '#emulators/service-bus/testing/sas-token';
import { NO_RENEWAL, one } from '#emulators/service-bus/testing/world';

const KEY = { name: 'RootManageSharedAccessKey', key: 'SAS_KEY_VALUE' };
const RETRY = { retryOptions: { maxRetries: 0, timeoutInMs: 3000 } };
const withKey = (connectionString: string, key: string) => connectionString.replace('SAS_KEY_VALUE', key);

describe('a shared access signature', () => {
  it('is read and checked', () => {
    const token = parseSas(sasToken('sb://localhost:5672/Orders/$management', KEY));
    expect(token).toMatchObject({ path: 'orders/$management', keyName: KEY.name });
    expect(token && isSignedBy(token, KEY)).toBe(true);
    expect(token && isSignedBy(token, { ...KEY, key: 'other' })).toBe(false);
    expect(token && isSignedBy({ ...token, signature: '' }, KEY)).toBe(false);
  });

  it.each(['', 'Bearer x', 'SharedAccessSignature sr=x', 'SharedAccessSignature sr=%&sig=x&se=1&skn=x', 'SharedAccessSignature sr=x&sig=x&se=soon&skn=x'])('is not %j', (text) => {
    expect(parseSas(text)).toBeUndefined();
  });

  it('reaches what is below its path, and the whole namespace without one', () => {
    expect([reaches('', 'q'), reaches('q', 'q'), reaches('q', 'q/$management'), reaches('q', 'qq'), reaches('q/sub', 'q')]).toEqual([true, true, true, false, false]);
    expect(['sb://host', 'sb://host/', 'host:1', 'amqps://h:1/A/b/', 'http://h/x?y=/z'].map(pathOf)).toEqual(['', '', '', 'a/b', 'x']);
  });
});

describe('a token made with another key', () => {
  async function tryWrongKey(auth: AuthMode) {
    const problems: string[] = [];
    await using bus = await startServiceBus({ queues: [{ name: 'q' }], auth, onUnauthorized: (problem) => problems.push(problem) });
    const client = new ServiceBusClient(withKey(bus.connectionString, 'wrong'), RETRY);
    const sent = await client.createSender('q').sendMessages({ body: 1 }).then(() => 'sent', (error: { code: string }) => error.code);
    await client.close();
    const listed = await (await adminClient(bus, withKey(bus.connectionString, 'wrong'))).getQueue('q').then(() => true, (error: { code: string }) => error.code);
    return { sent, listed, problems };
  }

  it('is refused when told to be strict', async () => {
    expect(await tryWrongKey('enforce')).toEqual({ sent: 'UnauthorizedAccess', listed: 'UnauthorizedRequestError', problems: [] });
  });

  it('is served with a warning', async () => {
    const invalid = 'InvalidSignature: The token has an invalid signature.';
    expect(await tryWrongKey('warn')).toEqual({ sent: 'sent', listed: true, problems: [invalid, invalid] });
  });

  it('is served without a word by default', async () => {
    expect(await tryWrongKey('off')).toEqual({ sent: 'sent', listed: true, problems: [] });
  });
});

describe('with strict checking', () => {
  it('the right key opens everything: send, receive, manage, administer', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }], auth: 'enforce' });
    const client = new ServiceBusClient(bus.connectionString, RETRY);
    await client.createSender('q').sendMessages({ body: 1 });
    const receiver = client.createReceiver('q', NO_RENEWAL);
    expect(await receiver.peekMessages(1)).toHaveLength(1);
    await receiver.completeMessage(await one(receiver));
    expect((await (await adminClient(bus)).getQueue('q')).name).toBe('q');
    await client.close();
  });

  it('a link without any token is refused', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }], auth: 'enforce' });
    const connection = rhea.create_container().connect({ host: bus.host, port: bus.port, username: 'anybody', reconnect: false });
    connection.on('disconnected', () => undefined);
    connection.open_sender('q');
    const [{ sender }] = await once(connection, 'sender_error') as [EventContext];
    expect(sender?.error).toMatchObject({ condition: 'amqp:unauthorized-access', description: expect.stringContaining("'Send' claim(s) are required to perform this operation. Resource: 'sb://sbemulatorns.servicebus.windows.net/q'.") as string });
    connection.close();
    await once(connection, 'connection_close');
  });

  it('links are detached when their token expires and nobody renews it', async () => {
    const clock = virtualClock(Date.now());
    await using bus = await startServiceBus({ queues: [{ name: 'q' }], auth: 'enforce', clock });
    const client = new ServiceBusClient(bus.connectionString, RETRY);
    const failed = new Promise<string>((resolve) => {
      client.createReceiver('q', NO_RENEWAL).subscribe({ processMessage: async () => undefined, processError: async ({ error }) => resolve(error.message) });
    });
    await client.createSender('q').sendMessages({ body: 1 });
    clock.advance(2 * 3_600_000);
    expect(await failed).toContain("is force detached. Code: RenewToken. Details: Unauthorized access. 'Listen' claim(s) are required to perform this operation.");
    await client.close();
  });
});
