import { once } from 'node:events';
import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it, vi } from 'vitest';
import { virtualClock } from '#core/clock';
import { section, string, uint } from '#emulators/service-bus/amqp/codec/write';
import { type ServiceBusOptions, plainWebSocket, startServiceBus } from '#emulators/service-bus/index';
import { BEGIN, FLOW, HEADER, MESSAGE, OPEN, RawPeer, attach, frame, transfer } from '#emulators/service-bus/testing/raw-peer';
import { NO_RENEWAL, TRANSPORTS, one } from '#emulators/service-bus/testing/world';

// D108 to D110; state/idleness.test.ts has the times.

async function startIdleBus(options: ServiceBusOptions = { idleTimeouts: true }) {
  const clock = virtualClock(Date.now());
  const bus = await startServiceBus({ queues: [{ name: 'q' }], ...options, clock });
  return { clock, port: bus.port, host: bus.host, connectionString: bus.connectionString, [Symbol.asyncDispose]: () => bus.stop() };
}

describe('a peer that never puts a token', () => {
  it('is told so, and cut off when it does not answer', async () => {
    await using bus = await startIdleBus();
    using peer = new RawPeer(bus.port, bus.host);
    peer.write(HEADER, OPEN);
    await peer.next(0x10);
    bus.clock.advance(20_000);
    const { bytes } = await peer.next(0x18);
    expect(bytes.includes('amqp:connection:forced')).toBe(true);
    expect(bytes.includes("no token was put to '$cbs' within 20000 milliseconds")).toBe(true);
    const cut = once(peer.socket, 'close');
    bus.clock.advance(20_000);
    await cut;
  });

  it('nor opens its connection is cut off without a word', async () => {
    await using bus = await startIdleBus();
    using peer = new RawPeer(bus.port, bus.host);
    peer.write(HEADER);
    await once(peer.socket, 'data');
    const cut = once(peer.socket, 'close');
    bus.clock.advance(20_000);
    await cut;
    expect(peer.frames()).toEqual([]);
  });
});

it('detaches an idle link, then closes the connection that has no other', async () => {
  await using bus = await startIdleBus();
  using peer = new RawPeer(bus.port, bus.host);
  peer.write(HEADER, OPEN, BEGIN, attach(false, 0));
  await peer.next(0x12);
  bus.clock.advance(600_000);
  const { bytes } = await peer.next(0x16);
  expect(bytes.includes('amqp:link:detach-forced')).toBe(true);
  expect(bytes.includes("The link 'link-0' is force detached. Code: publisher(link1). Details: AmqpMessagePublisher.IdleTimerExpired: Idle timeout: 00:10:00.")).toBe(true);
  bus.clock.advance(300_000);
  const close = await peer.next(0x18);
  expect(close.bytes.includes('amqp:connection:forced')).toBe(true);
  expect(close.bytes.includes('did not have any active links in the past 300000 milliseconds.')).toBe(true);
});

it('counts from the last message that was sent', async () => {
  await using bus = await startIdleBus();
  using peer = new RawPeer(bus.port, bus.host);
  peer.write(HEADER, OPEN, BEGIN, attach(false, 0));
  await peer.next(0x12);
  bus.clock.advance(599_000);
  peer.write(transfer(MESSAGE));
  await peer.next(0x15);
  bus.clock.advance(599_000);
  peer.write(frame(0x14, [uint(0), uint(1), Buffer.from([0xa0, 1, 2]), uint(0)], MESSAGE));
  await vi.waitFor(() => expect(peer.frames().filter(({ descriptor }) => descriptor === 0x15)).toHaveLength(2));
  expect(peer.frames().some(({ descriptor }) => descriptor === 0x16)).toBe(false);
});

it('gives a connection with a token a minute for its first link', async () => {
  await using bus = await startIdleBus();
  using peer = new RawPeer(bus.port, bus.host);
  const request = section(0x74, 0xd1, 4, [string('operation'), string('put-token'), string('name'), string(`sb://localhost/q`)]);
  peer.write(HEADER, OPEN, BEGIN, attach(true, 1, '$cbs'), attach(false, 0, '$cbs'), FLOW, transfer(Buffer.concat([request, Buffer.of(0x00, 0x53, 0x77), string('any')])));
  await peer.next(0x14);
  bus.clock.advance(60_000);
  const { bytes } = await peer.next(0x18);
  expect(bytes.includes('did not have any active links in the past 60000 milliseconds.')).toBe(true);
});

it('keeps a receiver that waits for messages', async () => {
  await using bus = await startIdleBus();
  using peer = new RawPeer(bus.port, bus.host);
  peer.write(HEADER, OPEN, BEGIN, attach(true, 1), FLOW);
  await peer.next(0x12);
  bus.clock.advance(3_600_000);
  using sender = new RawPeer(bus.port, bus.host);
  sender.write(HEADER, OPEN, BEGIN, attach(false, 0), transfer(MESSAGE));
  await peer.next(0x14);
  expect(peer.frames().some(({ descriptor }) => descriptor === 0x16)).toBe(false);
});

it('leaves everybody alone on a virtual clock unless asked', async () => {
  await using bus = await startIdleBus({});
  const client = new ServiceBusClient(bus.connectionString, { retryOptions: { maxRetries: 0 } });
  const sender = client.createSender('q');
  await sender.sendMessages({ body: 1 });
  bus.clock.advance(86_400_000);
  await sender.sendMessages({ body: 2 });
  await client.close();
});

/** A call that crosses a detach is lost, and made again after its time-out. */
const RETRY = { retryOptions: { maxRetries: 2, retryDelayInMs: 1, timeoutInMs: 1000 } };

describe.each(TRANSPORTS)('the JavaScript SDK over %s', (transport) => {
  it('goes on after its links and its connection were idle: sending, receiving, managing', async () => {
    await using bus = await startIdleBus();
    const client = new ServiceBusClient(bus.connectionString, { ...RETRY, ...(transport === 'websocket' ? { webSocketOptions: { webSocket: plainWebSocket } } : {}) });
    const [sender, receiver] = [client.createSender('q'), client.createReceiver('q', NO_RENEWAL)];
    for (const idle of [0, 600_000, 900_000]) {
      bus.clock.advance(idle);
      await sender.sendMessages({ body: idle });
      expect((await receiver.peekMessages(1))[0]).toMatchObject({ body: idle });
      const message = await one(receiver);
      expect(message.body).toBe(idle);
      await receiver.completeMessage(message);
    }
    await client.close();
  });

  it('has its subscription on an empty queue left alone', async () => {
    await using bus = await startIdleBus();
    const client = new ServiceBusClient(bus.connectionString, { ...RETRY, ...(transport === 'websocket' ? { webSocketOptions: { webSocket: plainWebSocket } } : {}) });
    const problems: unknown[] = [];
    const received = new Promise((resolve) => {
      client.createReceiver('q', NO_RENEWAL).subscribe({ processMessage: async ({ body }) => resolve(body), processError: async ({ error }) => void problems.push(error) }, { maxConcurrentCalls: 2 });
    });
    await client.createSender('q').sendMessages({ body: 'first' });
    await received;
    bus.clock.advance(3_000_000);
    expect(problems).toEqual([]);
    await client.close();
  });
});
