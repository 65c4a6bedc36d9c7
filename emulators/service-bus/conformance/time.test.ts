import { describe, expect, it } from 'vitest';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorld } from '#emulators/service-bus/testing/world';

describe.each(TRANSPORTS)('time, by the JavaScript SDK over %s', (transport) => {
  it('drops an expired message, or dead-letters it where the entity says so (D20, D21)', async () => {
    await using world = await startWorld(transport, { name: 'drop' }, { name: 'keep', deadLetteringOnMessageExpiration: true });
    for (const name of ['drop', 'keep']) await world.client.createSender(name).sendMessages({ body: name, timeToLive: 5000 });
    world.clock.advance(5000);
    for (const name of ['drop', 'keep']) expect(await nothing(world.client.createReceiver(name))).toBe(true);
    expect(await nothing(world.client.createReceiver('drop', { subQueueType: 'deadLetter' }))).toBe(true);
    expect(await one(world.client.createReceiver('keep', { subQueueType: 'deadLetter' }))).toMatchObject({
      body: 'keep', deadLetterReason: 'TTLExpiredException', deadLetterErrorDescription: 'The message expired and was dead lettered.',
    });
  });

  it("takes the shorter of the message's and the entity's time to live (D22)", async () => {
    await using world = await startWorld(transport, { name: 'q', defaultMessageTimeToLive: 'PT10S' });
    await world.client.createSender('q').sendMessages([{ body: 'long', timeToLive: 60_000 }, { body: 'short', timeToLive: 2000 }, { body: 'none' }]);
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const peeked = await receiver.peekMessages(3);
    expect(peeked.map(({ timeToLive }) => timeToLive)).toEqual([10_000, 2000, 10_000]);
    world.clock.advance(2000);
    expect((await receiver.peekMessages(3, { fromSequenceNumber: peeked[0]?.sequenceNumber ?? never() })).map(({ body }) => body as unknown)).toEqual(['long', 'none']);
  });

  it('holds a scheduled message back until its time, then gives it a new sequence number (D61, L7)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sender = world.client.createSender('q');
    const at = new Date(world.clock.now() + 30_000);
    const [number] = await sender.scheduleMessages({ body: 'later' }, at);
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    expect(await nothing(receiver)).toBe(true);
    expect((await receiver.peekMessages(1))[0]).toMatchObject({ body: 'later', state: 'scheduled', sequenceNumber: number });
    world.clock.advance(30_000);
    const message = await one(receiver);
    expect(message).toMatchObject({ body: 'later', state: 'active', enqueuedTimeUtc: at, scheduledEnqueueTimeUtc: at });
    expect(message.enqueuedSequenceNumber).toBe(number?.toNumber());
    expect(message.sequenceNumber?.toNumber()).toBeGreaterThan(number?.toNumber() ?? 0);
  });

  it('cancels a scheduled message once, and sends one scheduled in the past at once (D62, D63)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sender = world.client.createSender('q');
    const numbers = await sender.scheduleMessages([{ body: 1 }, { body: 2 }], new Date(world.clock.now() + 30_000));
    await sender.cancelScheduledMessages(numbers);
    await expect(sender.cancelScheduledMessages(numbers)).rejects.toMatchObject({ code: 'MessageNotFound' });
    world.clock.advance(30_000);
    const receiver = world.client.createReceiver('q');
    expect(await nothing(receiver)).toBe(true);
    await sender.scheduleMessages({ body: 'past' }, new Date(world.clock.now() - 1000));
    expect((await one(receiver)).body).toBe('past');
  });

  it('lets automatic clients see time by the clock it was given (D115)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    world.clock.advance(7 * 86_400_000);
    await world.client.createSender('q').sendMessages({ body: 'x' });
    expect((await one(world.client.createReceiver('q'))).enqueuedTimeUtc?.getTime()).toBe(world.clock.now());
  });
});

const never = (): never => { throw new Error('The message has no sequence number.'); };
