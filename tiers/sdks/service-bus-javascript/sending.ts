import type { ServiceBusClient, ServiceBusReceivedMessage } from '@azure/service-bus';
import { NO_RENEWAL, bodies, one, receive, send } from './bus.ts';
import { refused, show } from './seen.ts';

const LARGE = 'x'.repeat(300_000);

/** What a message is made of, batches, limits, and an entity that is not there. */
export async function sending(bus: ServiceBusClient): Promise<void> {
  const properties = async (queue: string, applicationProperties: Record<string, string | number | boolean | Date>) => {
    await send(bus, queue, { body: 'x', applicationProperties });
    return (await one(bus.createReceiver(queue, NO_RENEWAL))).applicationProperties ?? {};
  };
  await show('send', async () => {
    await send(bus, 'send', {
      body: '{"a": 1}', contentType: 'application/json', messageId: 'm1', subject: 's', correlationId: 'c', replyTo: 'answers', to: 'Leeds', timeToLive: 3_600_000,
    });
    return normal(await one(bus.createReceiver('send', NO_RENEWAL)));
  });
  await show('application-properties', () => properties('application-properties', { text: 'v', whole: 7, half: 1.5, flag: true }));
  await show('long-property', async () => (await properties('long-property', { long: 2 ** 40 }))['long']);
  // The client sends a Date as AMQP's timestamp and hands it out as the milliseconds that this is.
  await show('time-property', async () => new Date(Number((await properties('time-property', { time: new Date(1_700_000_000_000) }))['time'])));
  await show('batch', async () => {
    const sender = bus.createSender('batch');
    const batch = await sender.createMessageBatch();
    for (const number of [0, 1, 2]) batch.tryAddMessage({ body: `batched ${number}` });
    await sender.sendMessages(batch);
    return bodies(await receive(bus.createReceiver('batch', NO_RENEWAL), 3));
  });
  await show('batch-limit', async () => {
    const batch = await bus.createSender('batch-limit').createMessageBatch();
    return { small: batch.tryAddMessage({ body: 'small' }), large: batch.tryAddMessage({ body: LARGE }) };
  });
  await show('too-large', () => refused(() => send(bus, 'too-large', LARGE)));
  await show('unknown-entity', async () => ({
    send: await refused(() => send(bus, 'nowhere', 'x')), receive: await refused(() => one(bus.createReceiver('nowhere'))),
  }));
}

function normal(message: ServiceBusReceivedMessage) {
  const { contentType, messageId, subject, correlationId, replyTo, to, deliveryCount, sequenceNumber, expiresAtUtc, enqueuedTimeUtc } = message;
  return {
    body: message.body as string, contentType, messageId, subject, correlationId, replyTo, to, deliveryCount,
    sequenceNumber: sequenceNumber?.toNumber(), liveSeconds: (Number(expiresAtUtc) - Number(enqueuedTimeUtc)) / 1000,
  };
}
