import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { NO_RENEWAL, left, one, peek, send } from './bus.ts';
import { refused, show } from './seen.ts';

type Walk = (receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage) => Promise<unknown>;
const WHY = { deadLetterReason: 'why', deadLetterErrorDescription: 'because' };

/** Locks and what ends them. */
export async function settling(bus: ServiceBusClient): Promise<void> {
  const dead = (queue: string) => one(bus.createReceiver(queue, { subQueueType: 'deadLetter', receiveMode: 'receiveAndDelete' }));
  const walks: Record<string, Walk> = {
    'peek-lock': async (receiver, { lockedUntilUtc, enqueuedTimeUtc }) =>
      ({ lockSeconds: 10 * Math.round((Number(lockedUntilUtc) - Number(enqueuedTimeUtc)) / 10_000), peeked: await left(bus, receiver.entityPath) }),
    async complete(receiver, message) {
      await receiver.completeMessage(message);
      return { left: await left(bus, receiver.entityPath) };
    },
    async abandon(receiver, message) {
      await receiver.abandonMessage(message);
      const again = await one(receiver);
      return { deliveryCounts: [message.deliveryCount, again.deliveryCount], same: String(again.sequenceNumber) === String(message.sequenceNumber) };
    },
    async 'abandon-with-properties'(receiver, message) {
      await receiver.abandonMessage(message, { tried: 'once' });
      return (await one(receiver)).applicationProperties;
    },
    async 'dead-letter'(receiver, message) {
      await receiver.deadLetterMessage(message, WHY);
      return { left: await left(bus, receiver.entityPath) };
    },
    async 'dead-letter-queue'(receiver, message) {
      await receiver.deadLetterMessage(message, WHY);
      const { body, deadLetterReason, deadLetterErrorDescription, deadLetterSource } = await dead('dead-letter-queue');
      return { body: body as string, reason: deadLetterReason, description: deadLetterErrorDescription, source: deadLetterSource ?? null };
    },
    async 'max-delivery-count'(receiver, message) {
      await receiver.abandonMessage(message);
      return { reason: (await dead('max-delivery-count')).deadLetterReason };
    },
    async defer(receiver, message) {
      await receiver.deferMessage(message);
      return { state: (await peek(bus, receiver.entityPath))[0]?.state };
    },
    async 'receive-deferred'(receiver, message) {
      await receiver.deferMessage(message);
      const [deferred] = await receiver.receiveDeferredMessages([message.sequenceNumber as never]);
      if (!deferred) throw new Error('No deferred message came.');
      await receiver.completeMessage(deferred);
      return { body: deferred.body as string, deliveryCount: deferred.deliveryCount, left: await left(bus, receiver.entityPath) };
    },
  };
  for (const [behaviour, walk] of Object.entries({ ...walks, ...REFUSED_OR_RENEWED })) {
    await show(behaviour, async () => {
      await send(bus, behaviour, BODIES[behaviour] ?? 'x');
      const receiver = bus.createReceiver(behaviour, NO_RENEWAL);
      return walk(receiver, await one(receiver));
    });
  }
}

/** Where the body is part of what must be seen. */
const BODIES: Record<string, string> = { 'peek-lock': 'locked', 'dead-letter-queue': 'bad', 'receive-deferred': 'later' };

const REFUSED_OR_RENEWED: Record<string, Walk> = {
  async 'settle-twice'(receiver, message) {
    await receiver.completeMessage(message);
    return refused(() => receiver.completeMessage(message));
  },
  async 'renew-lock'(receiver, message) {
    const before = Number(message.lockedUntilUtc);
    const renewed = Number(await receiver.renewMessageLock(message));
    return { renewed: renewed >= before && renewed > Date.now() };
  },
  async 'lock-lost'(receiver, message) {
    const again = await one(receiver);
    return { deliveryCount: again.deliveryCount, renew: await refused(() => receiver.renewMessageLock(message)) };
  },
};
