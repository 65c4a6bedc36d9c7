import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import { type Managed, manage } from '#emulators/service-bus/testing/manage';
import { NO_RENEWAL, nothing, one, startWorld, startWorldWith } from '#emulators/service-bus/testing/world';

// Operations of `$management` that the released JavaScript SDK has not.

const int = (value: number): object => (rhea.types as unknown as { wrap_int(value: number): object }).wrap_int(value);
const time = (ms: number): object => (rhea.types as unknown as { wrap_timestamp(ms: number): object }).wrap_timestamp(ms);

describe('batch-delete-messages (D118)', () => {
  it('deletes what was enqueued before a time and is not locked, and tells how many', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const sender = world.client.createSender('q');
    await sender.sendMessages([{ body: 'locked' }, { body: 'a' }, { body: 'b' }]);
    await one(world.client.createReceiver('q', NO_RENEWAL));
    world.clock.advance(1000);
    const before = world.clock.now();
    await sender.sendMessages({ body: 'later' });
    const erase = (count: number) => manage(world.bus, 'q', 'batch-delete-messages', { 'message-count': int(count), 'enqueued-time-utc': time(before) });
    expect(await erase(1)).toMatchObject({ status: 200, body: { 'message-count': 1 } });
    expect(await erase(500)).toMatchObject({ status: 200, body: { 'message-count': 1 } });
    expect(await erase(500)).toMatchObject({ status: 204 });
    expect(await erase(501)).toMatchObject({ status: 400, condition: 'com.microsoft:argument-out-of-range' });
    expect((await world.client.createReceiver('q').peekMessages(10)).map(({ body }) => body as unknown)).toEqual(['locked', 'later']);
    expect(world.bus.journal.exchanges.slice(-2)[0]).toMatchObject({ properties: { settlement: 'delete' } });
  });

  it('takes 4 000 in premium, and dead letters too', async () => {
    await using world = await startWorldWith('tcp', { profile: 'premium', queues: [{ name: 'q' }] });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await world.client.createSender('q').sendMessages({ body: 1 });
    await receiver.deadLetterMessage(await one(receiver));
    world.clock.advance(1);
    const erase = (count: number) => manage(world.bus, 'q/$DeadLetterQueue', 'batch-delete-messages', { 'message-count': int(count), 'enqueued-time-utc': time(world.clock.now()) });
    expect(await erase(4001)).toMatchObject({ status: 400 });
    expect(await erase(4000)).toMatchObject({ status: 200, body: { 'message-count': 1 } });
    expect(await nothing(world.client.createReceiver('q', { subQueueType: 'deadLetter' }))).toBe(true);
  });
});

it('peek-message leaves the body away when told to, and keeps everything else', async () => {
  await using world = await startWorld('tcp', { name: 'q' });
  await world.client.createSender('q').sendMessages({ body: 'x'.repeat(10_000), messageId: 'm', applicationProperties: { a: 1 } });
  const peek = async (omit: boolean) => {
    const { body } = await manage(world.bus, 'q', 'peek-message', { 'from-sequence-number': int(0), 'message-count': int(1), 'omit-message-body': omit });
    const [{ message }] = (body as { messages: [{ message: Buffer }] }).messages;
    return { size: message.length, decoded: rhea.message.decode(message) };
  };
  const [whole, bare] = [await peek(false), await peek(true)];
  expect([whole.size > 10_000, bare.size < 500, bare.decoded.body]).toEqual([true, true, undefined]);
  expect([bare.decoded.message_id, bare.decoded.application_properties]).toEqual(['m', { a: 1 }]);
});

it('get-message-sessions tells sessions with messages or a state, or those whose state was set since a time (L14, D52)', async () => {
  await using world = await startWorld('tcp', { name: 's', requiresSession: true });
  await world.client.createSender('s').sendMessages([{ body: 1, sessionId: 'full' }, { body: 2, sessionId: 'both' }]);
  const began = world.clock.now();
  world.clock.advance(1000);
  for (const id of ['empty', 'both']) {
    const session = await world.client.acceptSession('s', id);
    await session.setSessionState(Buffer.from('state'));
    await session.close();
    world.clock.advance(1000);
  }
  const list = async (since: number, top = 100, skip = 0): Promise<Managed> => manage(world.bus, 's', 'get-message-sessions', { 'last-updated-time': time(since), top: int(top), skip: int(skip) });
  const MAX = 253_402_300_799_999;
  expect((await list(MAX)).body).toMatchObject({ 'sessions-ids': ['full', 'both', 'empty'], skip: 3 });
  expect((await list(began)).body).toMatchObject({ 'sessions-ids': ['both', 'empty'] });
  expect((await list(began + 1000)).body).toMatchObject({ 'sessions-ids': ['both'] });
  expect((await list(MAX, 1, 1)).body).toMatchObject({ 'sessions-ids': ['both'], skip: 2 });
  expect(await list(world.clock.now())).toMatchObject({ status: 204 });
});

describe('throttling on demand (D111)', () => {
  const BUSY = 'The request was terminated because the entity is being throttled. Error code: 50009. Please wait 2 seconds and try again.';

  it('says so to a sender, a receiver and a request', async () => {
    await using world = await startWorld('tcp', { name: 'q' });
    const busy = { code: 'ServiceBusy', retryable: true, message: expect.stringContaining(BUSY) as string };
    world.bus.inject({ fault: 'throttle', operation: 'send' });
    await expect(world.client.createSender('q').sendMessages({ body: 1 })).rejects.toMatchObject(busy);
    await world.client.createSender('q').sendMessages({ body: 1 });
    world.bus.inject({ fault: 'throttle', operation: 'manage' });
    await expect(world.client.createReceiver('q').peekMessages(1)).rejects.toMatchObject(busy);
    world.bus.inject({ fault: 'throttle', operation: 'attach' });
    await expect(world.client.createReceiver('q').receiveMessages(1)).rejects.toMatchObject(busy);
    world.bus.inject({ fault: 'throttle', operation: 'receive' });
    const told = Promise.withResolvers<unknown>();
    const received = Promise.withResolvers<ServiceBusReceivedMessage>();
    world.client.createReceiver('q').subscribe({ processMessage: async (message) => received.resolve(message), processError: async ({ error }) => told.resolve(error) });
    expect(await told.promise).toMatchObject(busy);
  });
});
