import type { ServiceBusReceiver } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { adminClient } from '#emulators/service-bus/testing/admin-client';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorldWith } from '#emulators/service-bus/testing/world';

/** Subscribes, and is there when the first message has come; then `failed` is the code of the first error that it is told. */
async function subscribed(receiver: Pick<ServiceBusReceiver, 'subscribe'>): Promise<{ failed: Promise<string | undefined> }> {
  const failed = Promise.withResolvers<string | undefined>();
  const started = Promise.withResolvers<undefined>();
  receiver.subscribe({
    processMessage: () => Promise.resolve(started.resolve(undefined)),
    processError: ({ error }) => Promise.resolve(failed.resolve('code' in error ? String(error.code) : error.message)),
  });
  await started.promise;
  return { failed: failed.promise };
}

describe.each(TRANSPORTS)('entities with properties, by the JavaScript SDK over %s', (transport) => {
  it('forward messages and dead letters (D31, D92)', async () => {
    await using world = await startWorldWith(transport, { queues: [
      { name: 'from', forwardTo: 'to' }, { name: 'to', forwardDeadLetteredMessagesTo: 'dead' }, { name: 'dead' },
    ] });
    await world.client.createSender('to').sendMessages({ body: 'direct' });
    await world.client.createSender('from').sendMessages({ body: 'forwarded', applicationProperties: { n: 1 } });
    const receiver = world.client.createReceiver('to', NO_RENEWAL);
    await receiver.completeMessage(await one(receiver));
    const message = await one(receiver);
    expect(message).toMatchObject({ body: 'forwarded', enqueuedSequenceNumber: 1, applicationProperties: { n: 1 } });
    expect(Number(message.sequenceNumber)).toBe(2);
    await receiver.deadLetterMessage(message, { deadLetterReason: 'why', deadLetterErrorDescription: 'because' });
    expect(await one(world.client.createReceiver('dead', NO_RENEWAL))).toMatchObject({ body: 'forwarded', deadLetterSource: 'to', deadLetterReason: 'why' });
    await expect(one(world.client.createReceiver('from'))).rejects.toMatchObject({ code: 'GeneralError', message: expect.stringContaining("forwards them to 'to'") as string });
  });

  it('dead-letter what cannot be forwarded; the transfer dead-letter queue stays empty', async () => {
    await using world = await startWorldWith(transport, { queues: [{ name: 'from', forwardTo: 'to' }, { name: 'to', status: 'SendDisabled' }] });
    await world.client.createSender('from').sendMessages({ body: 'stuck' });
    const receiver = world.client.createReceiver('from', { subQueueType: 'deadLetter', ...NO_RENEWAL });
    const message = await one(receiver);
    expect(message).toMatchObject({ body: 'stuck', deadLetterReason: 'MessagingEntityDisabled' });
    await receiver.completeMessage(message);
    expect(await nothing(world.client.createReceiver('from', { subQueueType: 'transferDeadLetter' }))).toBe(true);
  });

  it('drop duplicates within the window without telling their sender (D70)', async () => {
    await using world = await startWorldWith(transport, { queues: [{ name: 'q', requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'PT20S' }] });
    const sender = world.client.createSender('q');
    await sender.sendMessages([{ body: 1, messageId: 'a' }, { body: 2, messageId: 'a' }]);
    await sender.sendMessages({ body: 3, messageId: 'a' });
    const at = new Date(world.clock.now() + 10_000);
    const [first] = await sender.scheduleMessages({ body: 4, messageId: 'b' }, at);
    expect((await sender.scheduleMessages({ body: 5, messageId: 'b' }, at))[0]).toEqual(first);
    world.clock.advance(20_000);
    await sender.sendMessages({ body: 6, messageId: 'a' });
    const receiver = world.client.createReceiver('q', { receiveMode: 'receiveAndDelete' });
    expect((await receiver.receiveMessages(9, { maxWaitTimeInMs: 300 })).map(({ body }) => body as unknown)).toEqual([1, 4, 6]);
  });

  it('refuse sending, receiving or both while disabled (D106)', async () => {
    await using world = await startWorldWith(transport, { queues: [{ name: 'off', status: 'Disabled' }, { name: 'in', status: 'ReceiveDisabled' }, { name: 'out', status: 'SendDisabled' }] });
    const send = async (queue: string) => world.client.createSender(queue).sendMessages({ body: 1 });
    const disabled = { code: 'MessagingEntityDisabled' };
    await expect(send('off')).rejects.toMatchObject(disabled);
    await expect(send('out')).rejects.toMatchObject(disabled);
    await send('in');
    for (const name of ['off', 'in']) await expect(one(world.client.createReceiver(name))).rejects.toMatchObject(disabled);
    expect(await nothing(world.client.createReceiver('out'))).toBe(true);
    expect(await world.client.createReceiver('in').peekMessages(1)).toHaveLength(1);
  });

  it('take their receivers off when they are deleted or disabled: waiting ones, subscribers, session receivers (D106)', async () => {
    await using world = await startWorldWith(transport, {
      queues: [{ name: 'deleted' }, { name: 'disabled' }, { name: 'sessions', requiresSession: true }],
      topics: [{ name: 't', subscriptions: [{ name: 's', requiresSession: true }] }],
    });
    for (const name of ['deleted', 'disabled', 'sessions']) await world.client.createSender(name).sendMessages({ body: 1, sessionId: 'a' });
    const deleted = await subscribed(world.client.createReceiver('deleted'));
    const disabled = await subscribed(world.client.createReceiver('disabled'));
    const session = await subscribed(await world.client.acceptSession('sessions', 'a'));
    const next = world.client.acceptNextSession('t', 's').then(() => undefined, (error: { code?: string }) => error.code);
    const admin = await adminClient(world.bus);
    const queue = await admin.getQueue('disabled');
    await admin.updateQueue({ ...queue, status: 'ReceiveDisabled' });
    await admin.deleteQueue('deleted');
    await admin.deleteQueue('sessions');
    await admin.deleteTopic('t');
    expect(await Promise.all([disabled.failed, deleted.failed, session.failed, next])).toEqual([
      'MessagingEntityDisabled', 'MessagingEntityNotFound', 'MessagingEntityNotFound', 'MessagingEntityNotFound',
    ]);
  });

  it('are full at MaxSizeInMegabytes until somebody receives (D104)', async () => {
    await using world = await startWorldWith(transport, { queues: [{ name: 'q', maxSizeInMegabytes: 1 }] });
    const sender = world.client.createSender('q');
    for (let sent = 0; sent < 5; sent += 1) await sender.sendMessages({ body: Buffer.alloc(220_000) });
    await expect(sender.sendMessages({ body: 1 })).rejects.toMatchObject({ code: 'QuotaExceeded' });
    await world.client.createReceiver('q', { receiveMode: 'receiveAndDelete' }).receiveMessages(1, { maxWaitTimeInMs: 2000 });
    await sender.sendMessages({ body: 1 });
  });

  it('take messages as large as the tier says (D100)', async () => {
    const big = { body: Buffer.alloc(600_000, 7) };
    await using standard = await startWorldWith(transport, { queues: [{ name: 'q' }] });
    await expect(standard.client.createSender('q').sendMessages(big)).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    expect((await standard.client.createSender('q').createMessageBatch()).maxSizeInBytes).toBe(262_144);
    await using premium = await startWorldWith(transport, { profile: 'premium', queues: [{ name: 'q' }] });
    const sender = premium.client.createSender('q');
    expect((await sender.createMessageBatch()).maxSizeInBytes).toBe(1_048_576);
    await sender.sendMessages(big);
    await sender.scheduleMessages(big, new Date(0));
    await expect(standard.client.createSender('q').scheduleMessages({ body: Buffer.alloc(262_100) }, new Date(0))).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    expect((await one(premium.client.createReceiver('q', NO_RENEWAL))).body).toEqual(big.body);
  });

  it('vanish when idle (D121)', async () => {
    await using world = await startWorldWith(transport, { queues: [{ name: 'q', autoDeleteOnIdle: 'PT5M' }] });
    await world.client.createSender('q').sendMessages({ body: 1 });
    world.clock.advance(300_000);
    expect(world.bus.queueNames()).toEqual([]);
    await expect(world.connect().createSender('q').sendMessages({ body: 2 })).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });
  });
});
