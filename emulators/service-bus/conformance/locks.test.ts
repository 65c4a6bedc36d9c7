import { delay } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorld } from '#emulators/service-bus/testing/world';

describe.each(TRANSPORTS)('locks, by the JavaScript SDK over %s', (transport) => {
  it('returns an unsettled message when its lock ends; completing it then fails (D01, D02, L4, L5)', async () => {
    await using world = await startWorld(transport, { name: 'q', lockDuration: 'PT30S' });
    await world.client.createSender('q').sendMessages({ body: 'x' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const first = await one(receiver);
    expect(first.lockedUntilUtc?.getTime()).toBe(world.clock.now() + 30_000);
    world.clock.advance(29_999);
    expect(await nothing(receiver)).toBe(true);
    world.clock.advance(1);
    await expect(receiver.completeMessage(first)).rejects.toMatchObject({ code: 'MessageLockLost' });
    const again = await one(receiver);
    expect(again.deliveryCount).toBe(1);
    await receiver.completeMessage(again);
    await expect(receiver.completeMessage(again)).rejects.toThrow();
  });

  it('dead-letters after MaxDeliveryCount deliveries, by lock expiry and by abandon alike (D07, D08, L1)', async () => {
    await using world = await startWorld(transport, { name: 'q', maxDeliveryCount: 3 });
    await world.client.createSender('q').sendMessages({ body: 'poison' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    expect((await one(receiver)).deliveryCount).toBe(0);
    world.clock.advance(60_000);
    const second = await one(receiver);
    expect(second.deliveryCount).toBe(1);
    await receiver.abandonMessage(second);
    expect((await one(receiver)).deliveryCount).toBe(2);
    world.clock.advance(60_000);
    expect(await nothing(receiver)).toBe(true);
    expect(await one(world.client.createReceiver('q', { subQueueType: 'deadLetter', ...NO_RENEWAL }))).toMatchObject({
      body: 'poison', deliveryCount: 3, deadLetterReason: 'MaxDeliveryCountExceeded',
      deadLetterErrorDescription: 'Message could not be consumed after 3 delivery attempts.',
    });
  });

  it('renews a lock to now plus the lock duration, and not after it ended (D03, L6)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({ body: 'x' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const message = await one(receiver);
    world.clock.advance(50_000);
    expect((await receiver.renewMessageLock(message)).getTime()).toBe(world.clock.now() + 60_000);
    world.clock.advance(59_000);
    expect(await nothing(receiver)).toBe(true);
    world.clock.advance(1000);
    await expect(receiver.renewMessageLock(message)).rejects.toMatchObject({ code: 'MessageLockLost' });
  });

  it('keeps the locks of a receiver that went away until they end (D09)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({ body: 'x' });
    const leaving = world.client.createReceiver('q', NO_RENEWAL);
    await one(leaving);
    await leaving.close();
    const staying = world.client.createReceiver('q', NO_RENEWAL);
    expect(await nothing(staying)).toBe(true);
    world.clock.advance(60_000);
    expect((await one(staying)).deliveryCount).toBe(1);
  });

  it('lets a subscriber with automatic renewal settle what it is given', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const seen: unknown[] = [];
    const receiver = world.client.createReceiver('q');
    receiver.subscribe({ processMessage: async ({ body }) => void seen.push(body), processError: async ({ error }) => void seen.push(error) });
    await world.client.createSender('q').sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    while (world.bus.journal.exchanges.filter((exchange) => exchange.kind === 'message' && exchange.properties['settlement'] === 'complete').length < 3) await delay(5);
    expect(seen).toEqual([1, 2, 3]);
  });
});
