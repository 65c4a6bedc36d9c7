import { describe, expect, it } from 'vitest';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorld } from '#emulators/service-bus/testing/world';

describe.each(TRANSPORTS)('settlement, by the JavaScript SDK over %s', (transport) => {
  it('completes: the message is gone', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({ body: 'once' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await receiver.completeMessage(await one(receiver));
    world.clock.advance(61_000);
    expect(await nothing(receiver)).toBe(true);
  });

  it('abandons: back at once, one delivery counted, properties merged, same message (D05, D06, L1)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages([{ body: 1, messageId: 'a', applicationProperties: { kept: 'yes', changed: 1 } }, { body: 2 }]);
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const first = await one(receiver);
    expect(first.deliveryCount).toBe(0);
    await receiver.abandonMessage(first, { changed: 2, added: 1.5 });
    const again = await one(receiver);
    expect(again).toMatchObject({
      messageId: 'a', deliveryCount: 1, sequenceNumber: first.sequenceNumber,
      applicationProperties: { kept: 'yes', changed: 2, added: 1.5 },
    });
    expect(again.enqueuedTimeUtc).toEqual(first.enqueuedTimeUtc);
    expect(again.lockToken).not.toBe(first.lockToken);
  });

  it('dead-letters: reason, description and properties are readable in the dead-letter queue (D27, L3)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({ body: 'bad', applicationProperties: { kept: true } });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await receiver.deadLetterMessage(await one(receiver), { deadLetterReason: 'why', deadLetterErrorDescription: 'because', extra: 7 });
    const dead = world.client.createReceiver('q', { subQueueType: 'deadLetter', ...NO_RENEWAL });
    const message = await one(dead);
    expect(message).toMatchObject({
      body: 'bad', deadLetterReason: 'why', deadLetterErrorDescription: 'because', deliveryCount: 0,
      applicationProperties: { kept: true, extra: 7, DeadLetterReason: 'why' },
    });
    expect(message.deadLetterSource).toBeUndefined();
    await dead.abandonMessage(message);
    const again = await one(dead);
    expect(again.deliveryCount).toBe(0);
    await expect(dead.deadLetterMessage(again)).rejects.toMatchObject({ code: 'GeneralError' });
    world.clock.advance(60_000);
    await dead.completeMessage(await one(dead));
    expect(await nothing(dead)).toBe(true);
  });

  it('defers: only its sequence number finds it, every defer and abandon counts, it stays deferred (D67, L2)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({ body: 'later' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const { sequenceNumber } = await one(receiver).then(async (message) => {
      await receiver.deferMessage(message, { stage: 1 });
      return message;
    });
    expect(await nothing(receiver)).toBe(true);
    if (!sequenceNumber) throw new Error('A received message has a sequence number.');
    const [deferred] = await receiver.receiveDeferredMessages(sequenceNumber);
    expect(deferred).toMatchObject({ body: 'later', deliveryCount: 1, state: 'deferred', applicationProperties: { stage: 1 } });
    if (!deferred) throw new Error('The deferred message was not found.');
    await receiver.abandonMessage(deferred);
    const [again] = await receiver.receiveDeferredMessages(sequenceNumber);
    expect(again?.deliveryCount).toBe(2);
    if (again) await receiver.completeMessage(again);
    await expect(receiver.receiveDeferredMessages(sequenceNumber)).rejects.toMatchObject({ code: 'MessageNotFound' });
  });

  it('receives and deletes: nothing is left to settle (D14)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages([{ body: 1 }, { body: 2 }]);
    const receiver = world.client.createReceiver('q', { receiveMode: 'receiveAndDelete' });
    const messages = await receiver.receiveMessages(2, { maxWaitTimeInMs: 2000 });
    expect(messages.map(({ body }) => body as unknown)).toEqual([1, 2]);
    world.clock.advance(120_000);
    expect(await nothing(world.client.createReceiver('q'))).toBe(true);
  });

  it('settles through the management node after the receiver closed, within the lock (D13, L13)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages([{ body: 'complete' }, { body: 'dead' }, { body: 'abandon' }]);
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const [a, b, c] = await receiver.receiveMessages(3, { maxWaitTimeInMs: 2000 });
    await receiver.close();
    const other = world.client.createReceiver('q', NO_RENEWAL);
    if (!a || !b || !c) throw new Error('Three messages were sent.');
    await other.completeMessage(a);
    await other.deadLetterMessage(b, { deadLetterReason: 'r', deadLetterErrorDescription: 'd' });
    await other.abandonMessage(c, { seen: 1 });
    expect(await one(other)).toMatchObject({ body: 'abandon', deliveryCount: 1, applicationProperties: { seen: 1 } });
    const dead = await one(world.client.createReceiver('q', { subQueueType: 'deadLetter', ...NO_RENEWAL }));
    expect(dead).toMatchObject({ body: 'dead', deadLetterReason: 'r', deadLetterErrorDescription: 'd' });
  });
});
