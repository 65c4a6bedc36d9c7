import type { ServiceBusClient } from '@azure/service-bus';
import { NO_RENEWAL, bodies, left, one, receive, send } from './bus.ts';
import { show } from './seen.ts';

/** Ways to receive that lock nothing, or find nothing, and messages whose time has not come. */
export async function browsing(bus: ServiceBusClient): Promise<void> {
  await show('receive-and-delete', async () => {
    await send(bus, 'receive-and-delete', 'once');
    const receiver = bus.createReceiver('receive-and-delete', { receiveMode: 'receiveAndDelete' });
    return { body: (await one(receiver)).body as string, left: await left(bus, receiver.entityPath) };
  });
  await show('peek', async () => {
    await send(bus, 'peek', '0', '1', '2');
    const receiver = bus.createReceiver('peek', NO_RENEWAL);
    return { peeked: await left(bus, receiver.entityPath), deliveryCount: (await one(receiver)).deliveryCount };
  });
  const schedule = async (queue: string) => {
    const sender = bus.createSender(queue);
    const numbers = await sender.scheduleMessages([{ body: 'later' }, { body: 'much later' }], new Date(Date.now() + 3_600_000));
    return { sender, numbers, receiver: bus.createReceiver(queue, NO_RENEWAL) };
  };
  await show('schedule', async () => {
    const { numbers, receiver } = await schedule('schedule');
    const peeked = await receiver.peekMessages(5, numbers[0] ? { fromSequenceNumber: numbers[0] } : {});
    return { states: peeked.map(({ state }) => state) };
  });
  await show('cancel-scheduled', async () => {
    const { sender, numbers, receiver } = await schedule('cancel-scheduled');
    await sender.cancelScheduledMessages(numbers);
    return { left: await left(bus, receiver.entityPath) };
  });
  await show('empty-receive', async () => {
    const receiver = bus.createReceiver('empty-receive', NO_RENEWAL);
    const first = (await receiver.receiveMessages(1, { maxWaitTimeInMs: 200 })).length;
    await send(bus, 'empty-receive', 'after the empty receive');
    return { first, then: bodies(await receive(receiver, 1)) };
  });
  await show('processor', async () => {
    await send(bus, 'processor', '0', '1', '2');
    const receiver = bus.createReceiver('processor', NO_RENEWAL);
    const got = await new Promise<string[]>((resolve, reject) => {
      const texts: string[] = [];
      receiver.subscribe({
        async processMessage(message) {
          await receiver.completeMessage(message);
          if (texts.push(String(message.body)) === 3) resolve(texts);
        },
        processError: async ({ error }) => reject(error),
      }, { autoCompleteMessages: false });
    });
    return { bodies: got, left: await left(bus, receiver.entityPath) };
  });
}
