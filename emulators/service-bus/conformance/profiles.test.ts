import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ServiceBusOptions, startServiceBus } from '#emulators/service-bus/index';
import { BEGIN, HEADER, OPEN, RawPeer, attach } from '#emulators/service-bus/testing/raw-peer';
import { adminClient } from '#emulators/service-bus/testing/admin-client';

// The official emulator as documented; state/entities/profiles.test.ts has the figures.

const OFFICIAL: ServiceBusOptions = { profile: 'official-emulator', queues: [{ name: 'q' }] };
const RETRY = { retryOptions: { maxRetries: 0, timeoutInMs: 3000 } };

describe('the profile of the official emulator', () => {
  it('lets ten connections in; the eleventh fails with QuotaExceeded until one goes (D112)', async () => {
    await using bus = await startServiceBus(OFFICIAL);
    const clients = Array.from({ length: 11 }, () => new ServiceBusClient(bus.connectionString, RETRY));
    const send = (index: number) => clients[index]?.createSender('q').sendMessages({ body: index });
    for (let index = 0; index < 10; index += 1) await send(index);
    await expect(send(10)).rejects.toMatchObject({ code: 'QuotaExceeded', message: expect.stringContaining('ConnectionsQuotaExceeded for namespace: sbemulatorns.') as string });
    await clients[0]?.close();
    const next = new ServiceBusClient(bus.connectionString, RETRY);
    await next.createSender('q').sendMessages({ body: 'next' });
    for (const client of [...clients, next]) await client.close();
  });

  it('has no WebSocket: the upgrade is answered 404 (D117)', async () => {
    await using bus = await startServiceBus(OFFICIAL);
    const socket = new WebSocket(`ws://localhost:${bus.port}/$servicebus/websocket`, 'AMQPWSB10');
    await expect(new Promise((_, reject) => socket.on('error', reject))).rejects.toThrow('404');
  });

  it('lets 200 receivers attach to an entity; the next is refused (D112)', async () => {
    await using bus = await startServiceBus(OFFICIAL);
    using peer = new RawPeer(bus.port, bus.host);
    peer.write(HEADER, OPEN, BEGIN, ...Array.from({ length: 201 }, (_, handle) => attach(true, handle)));
    const { bytes } = await peer.next(0x16);
    expect(peer.frames().filter(({ descriptor }) => descriptor === 0x12)).toHaveLength(201);
    expect([bytes.includes('amqp:resource-limit-exceeded'), bytes.includes("receive requests on the entity 'q' has been reached. Max allowed: 200.")]).toEqual([true, true]);
  });

  it('refuses the 51st entity and values out of range by the administration API', async () => {
    await using bus = await startServiceBus({ ...OFFICIAL, queues: Array.from({ length: 49 }, (_, index) => ({ name: `q${index}` })) });
    const admin = await adminClient(bus);
    await expect(admin.createQueue('x', { maxDeliveryCount: 11 })).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining('SubCode=40000') as string });
    await admin.createQueue('x');
    await expect(admin.createQueue('y')).rejects.toMatchObject({ code: 'QuotaExceededError', statusCode: 403, message: expect.stringContaining('SubCode=40300. The maximum number of resources of type') as string });
  });

  it.each<[string, ServiceBusOptions]>([
    ['q', { queues: [{ name: 'q', maxDeliveryCount: 11 }] }], ['a~b', { queues: [{ name: 'a~b' }] }],
    ['q50', { queues: Array.from({ length: 51 }, (_, index) => ({ name: `q${index}` })) }],
    ['t/Subscriptions/s', { topics: [{ name: 't', subscriptions: [{ name: 's', lockDuration: 'PT10S' }] }] }],
    ['t/Subscriptions/s50', { topics: [{ name: 't', subscriptions: Array.from({ length: 51 }, (_, index) => ({ name: `s${index}` })) }] }],
    ['t/Subscriptions/s', { topics: [{ name: 't', subscriptions: [{ name: 's', rules: Array.from({ length: 71 }, (_, index) => ({ name: `r${index}`, sqlFilter: '1 = 1' })) }] }] }],
  ])('refuses a configuration that it would refuse: %s', async (entity, options) => {
    await expect(startServiceBus({ profile: 'official-emulator', ...options })).rejects.toMatchObject({ code: 'RP_CONFIG_INVALID', values: { file: `entity "${entity}"` } });
    await (await startServiceBus(options)).stop();
  });
});
