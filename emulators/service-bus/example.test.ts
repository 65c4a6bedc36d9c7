import { readFileSync } from 'node:fs';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, afterEach, expect, it } from 'vitest';
import { startServiceBus, virtualClock } from 'ringproof';

const clock = virtualClock(Date.now());
const bus = await startServiceBus({ clock, queues: [{ name: 'orders', lockDuration: 'PT5M' }] });
const client = new ServiceBusClient(bus.connectionString, { retryOptions: { retryDelayInMs: 1 } });
afterEach(() => bus.reset());
afterAll(async () => {
  await client.close();
  await bus.stop();
});

it('gives an order to another worker when the first one hangs for five minutes', async () => {
  await client.createSender('orders').sendMessages({ body: { order: 7 } });
  const [first] = await client.createReceiver('orders').receiveMessages(1);
  clock.advance(5 * 60_000);
  const [second] = await client.createReceiver('orders').receiveMessages(1);
  expect([first?.deliveryCount, second?.deliveryCount]).toEqual([0, 1]);
});

it('survives throttling', async () => {
  bus.inject({ fault: 'throttle', operation: 'send', count: 1 });
  await client.createSender('orders').sendMessages({ body: { order: 8 } });
  expect(bus.journal.exchanges.at(-1)).toMatchObject({ entity: 'orders', body: { order: 8 } });
});

it('is the example of the README, word for word', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const [example] = readFileSync(new URL('example.test.ts', import.meta.url), 'utf8').split("\nit('is the example");
  expect(readme).toContain(example?.replace("import { readFileSync } from 'node:fs';\n", '').trim());
});
