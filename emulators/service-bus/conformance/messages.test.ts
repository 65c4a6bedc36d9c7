import { delay, type ServiceBusMessage } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorld } from '#emulators/service-bus/testing/world';

describe.each(TRANSPORTS)('messages, by the JavaScript SDK over %s', (transport) => {
  it('hands over every property a sender can set (L10, L11)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sent: ServiceBusMessage = {
      body: { nested: [1, 'two', null, { three: 3.5 }] }, messageId: 'id-1', correlationId: 'c', contentType: 'application/json',
      subject: 's', to: 't', replyTo: 'r', replyToSessionId: 'rs', partitionKey: 'p', timeToLive: 3_600_000,
      applicationProperties: { text: 'ä', whole: 3, negative: -4, fraction: 1.25, yes: true },
    };
    await world.client.createSender('q').sendMessages(sent);
    expect(await one(world.client.createReceiver('q'))).toMatchObject({ ...sent, deliveryCount: 0, state: 'active' });
  });

  it('keeps each body kind: text, bytes, JSON, AMQP value and sequence (L11)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sender = world.client.createSender('q');
    await sender.sendMessages([{ body: 'text' }, { body: Buffer.from([0, 255, 1]) }, { body: 12 }]);
    await sender.sendMessages({ bodyType: 'value', body: 'a value' });
    await sender.sendMessages({ bodyType: 'sequence', body: [1, 'b'] });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    const messages = [];
    while (messages.length < 5) messages.push(await one(receiver));
    expect(messages.map(({ body }) => body as unknown)).toEqual(['text', Buffer.from([0, 255, 1]), 12, 'a value', [1, 'b']]);
    expect(messages.map(({ _rawAmqpMessage }) => _rawAmqpMessage.bodyType)).toEqual(['data', 'data', 'data', 'value', 'sequence']);
  });

  it('round-trips header, footer and unknown annotations, and names a message that has no id (D72, L11)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages({
      body: 'x', bodyType: 'data', header: { durable: false, priority: 20, firstAcquirer: false },
      footer: { end: 'f' }, messageAnnotations: { mine: 'annotation' },
    } as ServiceBusMessage);
    const { messageId, _rawAmqpMessage: raw } = await one(world.client.createReceiver('q'));
    expect(messageId).toMatch(/^[0-9a-f]{32}$/);
    expect(raw).toMatchObject({ header: { durable: false, priority: 20, firstAcquirer: false }, footer: { end: 'f' }, messageAnnotations: { mine: 'annotation' } });
  });

  it('takes a batch as separate messages in order', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sender = world.client.createSender('q');
    const batch = await sender.createMessageBatch();
    expect(batch.maxSizeInBytes).toBe(262_144);
    for (let index = 0; index < 50; index += 1) expect(batch.tryAddMessage({ body: index, messageId: `m${index}` })).toBe(true);
    await sender.sendMessages(batch);
    const messages = await world.client.createReceiver('q').receiveMessages(50, { maxWaitTimeInMs: 2000 });
    expect(messages.map(({ messageId }) => messageId)).toEqual(Array.from({ length: 50 }, (_, index) => `m${index}`));
    expect(messages.map(({ sequenceNumber }) => sequenceNumber?.toNumber())).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('takes a message in many frames, and refuses one above 256 KB by name (D100)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sender = world.client.createSender('q');
    const large = 'x'.repeat(250_000);
    await sender.sendMessages({ body: large });
    expect((await one(world.client.createReceiver('q'))).body).toBe(large);
    await expect(sender.sendMessages({ body: 'x'.repeat(300_000) })).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    await expect(sender.sendMessages({ body: 'x'.repeat(3_000_000) })).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
  });

  it('peeks without locking or counting, locked and deferred messages too, nothing past the end (D64, D65, D66, L8)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    await world.client.createSender('q').sendMessages([{ body: 'locked' }, { body: 'deferred' }, { body: 'active' }]);
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await one(receiver);
    await receiver.deferMessage(await one(receiver));
    const peeked = await receiver.peekMessages(10);
    expect(peeked.map(({ body, state, deliveryCount }) => [body, state, deliveryCount] as unknown))
      .toEqual([['locked', 'active', 0], ['deferred', 'deferred', 1], ['active', 'active', 0]]);
    expect(peeked.every(({ lockToken, lockedUntilUtc }) => !lockToken && !lockedUntilUtc)).toBe(true);
    expect(await receiver.peekMessages(10)).toEqual([]);
  });

  it('says which entity could not be found, as the SDK matches it (D105)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const missing = { code: 'MessagingEntityNotFound', message: expect.stringMatching(/The messaging entity '.*nowhere' could not be found/) as string };
    await expect(world.client.createSender('nowhere').sendMessages({ body: 1 })).rejects.toMatchObject(missing);
    await expect(world.client.createReceiver('nowhere').receiveMessages(1, { maxWaitTimeInMs: 50 })).rejects.toMatchObject(missing);
    await expect(world.client.createReceiver('nowhere').peekMessages(1)).rejects.toMatchObject({ code: 'MessagingEntityNotFound' });
  });

  it('shares a queue between receivers: every message once (D12)', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const seen: number[] = [];
    for (const client of [world.client, world.connect()]) {
      client.createReceiver('q').subscribe({ processMessage: async ({ body }) => void seen.push(body as number), processError: async () => undefined });
    }
    await world.client.createSender('q').sendMessages(Array.from({ length: 40 }, (_, body) => ({ body })));
    while (seen.length < 40) await delay(5);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('forgets everything on reset, links staying open', async () => {
    await using world = await startWorld(transport, { name: 'q' });
    const sender = world.client.createSender('q');
    await sender.sendMessages({ body: 'old' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    world.bus.reset('q');
    expect(await nothing(receiver)).toBe(true);
    await sender.sendMessages({ body: 'new' });
    expect((await one(receiver)).body).toBe('new');
  });
});
