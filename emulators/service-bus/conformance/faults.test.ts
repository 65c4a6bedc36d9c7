import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { type InjectedFault, plainWebSocket } from '#emulators/service-bus/index';
import { NO_RENEWAL, TRANSPORTS, type Transport, type World, one, startWorld } from '#emulators/service-bus/testing/world';

/** A client that tries again at once, as often as the SDK does by default. */
const patient = (world: World, transport: Transport = 'tcp') => new ServiceBusClient(world.bus.connectionString, {
  // A send whose link is gone waits for its time-out before it is tried again.
  retryOptions: { maxRetries: 3, retryDelayInMs: 1, timeoutInMs: 500 },
  ...(transport === 'websocket' && { webSocketOptions: { webSocket: plainWebSocket } }),
});
const total = (world: World) => world.bus.journal.exchanges.filter(({ kind }) => kind === 'message').length;

describe('an injected fault, by the JavaScript SDK', () => {
  it.each<[string, InjectedFault]>([
    ['throttling', { fault: 'throttle', operation: 'send', count: 2 }],
    ['a forced detach', { fault: 'detach', operation: 'send' }],
    ['a dropped connection', { fault: 'drop-connection', operation: 'send' }],
    ['throttling while it attaches', { fault: 'throttle', operation: 'attach', entity: 'q' }],
  ])('%s is survived by a send that is tried again: one message arrives', async (_, fault) => {
    await using world = await startWorld('tcp', { name: 'q' });
    const client = patient(world);
    world.bus.inject(fault);
    await client.createSender('q').sendMessages({ body: 'x' });
    expect(total(world)).toBe(1);
    await client.close();
  });

  it('throttling is ServiceBusy with 50009 when nobody tries again', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    world.bus.inject({ fault: 'throttle' });
    await expect(world.client.createSender('q').sendMessages({ body: 'x' })).rejects.toMatchObject({ code: 'ServiceBusy', retryable: true, message: expect.stringContaining('Error code: 50009') as string });
    expect(total(world)).toBe(0);
  });

  it('hits one of several settlements and one of several sends: the others are answered as what they were', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const sender = world.client.createSender('q');
    const codes = (results: PromiseSettledResult<void>[]) => results.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code));
    world.bus.inject({ fault: 'throttle', operation: 'send' });
    const sent = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((messageId) => sender.sendMessages({ messageId, body: messageId })));
    expect(codes(sent)).toEqual(['ServiceBusy', 'done', 'done', 'done', 'done']);
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const messages = await receiver.receiveMessages(4, { maxWaitTimeInMs: 2000 });
    const [first, ...others] = messages;
    world.bus.inject({ fault: 'lock-lost' });
    const completed = await Promise.allSettled(messages.map((message) => receiver.completeMessage(message)));
    expect([messages.length, codes(completed)]).toEqual([4, ['MessageLockLost', 'done', 'done', 'done']]);
    expect((await one(receiver)).messageId).toBe(first?.messageId);
    expect(others.map(({ messageId }) => messageId)).toEqual(['c', 'd', 'e']);
  });

  it.each(TRANSPORTS)('a lost lock is MessageLockLost over %s, and the message comes again', async (transport) => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({ body: 'x' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const message = await one(receiver);
    world.bus.inject({ fault: 'lock-lost', entity: 'q' });
    await expect(receiver.completeMessage(message)).rejects.toMatchObject({ code: 'MessageLockLost' });
    const again = await one(receiver);
    expect(again.deliveryCount).toBe(1);
    await receiver.completeMessage(again);
  });

  it.each(TRANSPORTS)('a connection dropped while it receives is made again over %s, and no message is lost with it', async (transport) => {
    await using world = await startWorld(transport, { name: 'q' });
    const client = patient(world, transport);
    const sender = world.client.createSender('q');
    const received: unknown[] = [];
    const all = Promise.withResolvers<void>();
    await sender.sendMessages({ body: 'waiting' });
    // Dropped before the first message of all, and again when the credit for the second comes.
    world.bus.inject({ fault: 'drop-connection', operation: 'receive' });
    const subscription = client.createReceiver('q', { receiveMode: 'receiveAndDelete' }).subscribe({
      processMessage: async ({ body }) => {
        received.push(body);
        if (body === 'after') return all.resolve();
        await sender.sendMessages({ body: 'after' });
        world.bus.inject({ fault: 'drop-connection', operation: 'receive' });
      },
      processError: async () => undefined,
    });
    await all.promise;
    expect(received).toEqual(['waiting', 'after']);
    await subscription.close();
    await client.close();
  });

  it('a disabled entity is MessagingEntityDisabled until the fault is taken back', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const takeBack = world.bus.inject({ fault: 'disabled', entity: 'q', probability: 1 });
    for (let attempt = 0; attempt < 2; attempt++) await expect(world.client.createSender('q').sendMessages({ body: 'x' })).rejects.toMatchObject({ code: 'MessagingEntityDisabled' });
    takeBack();
    await world.client.createSender('q').sendMessages({ body: 'x' });
  });

  it('a slow answer comes when the clock says so', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const sender = world.client.createSender('q');
    await sender.createMessageBatch();
    world.bus.inject({ fault: 'slow', operation: 'send', ms: 30_000 });
    let answered = false;
    const sent = sender.sendMessages({ body: 'x' }).then(() => { answered = true; });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await one(receiver);
    expect(answered).toBe(false);
    world.clock.advance(30_000);
    await sent;
    expect(answered).toBe(true);
  });

  it('a slow delivery comes when the clock says so', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    world.bus.inject({ fault: 'slow', operation: 'receive', ms: 30_000 });
    await world.client.createSender('q').sendMessages({ body: 'x' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    expect(await receiver.receiveMessages(1, { maxWaitTimeInMs: 50 })).toEqual([]);
    world.clock.advance(30_000);
    expect((await one(receiver)).deliveryCount).toBe(0);
  });

  it('throttles a management request, which is tried again', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const client = patient(world);
    await client.createSender('q').sendMessages({ body: 'x' });
    world.bus.inject({ fault: 'throttle', operation: 'manage' });
    expect((await client.createReceiver('q').peekMessages(1)).map(({ body }) => body as unknown)).toEqual(['x']);
    await client.close();
  });

  it('is injected, listed and deleted over HTTP too, and refused when it makes no sense', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const url = `http://${world.bus.host}:${world.bus.port}/ringproof/faults`;
    const add = async (fault: object) => (await fetch(url, { method: 'POST', body: JSON.stringify(fault) })).json() as Promise<Record<string, unknown>>;
    expect(await add({ fault: 'throttle', operation: 'send', probability: 0.5, seed: 3 })).toEqual({ fault: 'throttle', operation: 'send', probability: 0.5, seed: 3, id: 1, hits: 0 });
    await add({ fault: 'slow' });
    const list = async () => ((await (await fetch(url)).json()) as { faults: { id: number }[] }).faults.map(({ id }) => id);
    expect(await list()).toEqual([1, 2]);
    await fetch(`${url}/1`, { method: 'DELETE' });
    expect(await list()).toEqual([2]);
    expect((await fetch(`${url}/1`, { method: 'DELETE' })).status).toBe(400);
    await fetch(url, { method: 'DELETE' });
    expect(await list()).toEqual([]);
    expect(await add({ fault: 'explode' })).toMatchObject({ code: 'RP_USAGE_VALUE', error: 'The fault cannot be "explode".' });
    expect(await add({ fault: 'lock-lost', operation: 'send' })).toMatchObject({ advice: '"lock-lost" can happen to settle.' });
    expect(await add({ fault: 'slow', entitty: 'q' })).toMatchObject({ error: 'A field of the fault cannot be "entitty".' });
    expect(await add({ fault: 'slow', count: 0 })).toMatchObject({ error: "The fault's count cannot be \"0\"." });
    expect(() => world.bus.inject({ fault: 'slow', probability: 2 })).toThrow(expect.objectContaining({ code: 'RP_USAGE_VALUE' }) as Error);
  });
});
