import { expect, test } from 'vitest';
import type { Transcript } from '#core/transcript';
import { startServiceBus } from '#emulators/service-bus/index';
import type { Driver } from '#ring2/drift/driver';
import { amqpGo } from '#ring2/drift/drivers/amqp-go';
import type { ConnectOptions } from '#ring2/drift/library';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';

test('every refusal by the bus has its condition', async () => {
  const report = await runDrift({ left: parseTarget('emulator:tcp', { driver: 'amqp-go' }), right: parseTarget('emulator:ws', { driver: 'amqp-go' }), scenarios: '*-fails,*-refused,*-refused-*,*-is-not-found,receive-unknown-entity', payloads: [] });
  const played = report.results.flatMap(({ details }) => (details?.['left'] as { transcript?: Transcript }).transcript?.events ?? []);
  const refusals = played.flatMap(({ error }) => error ?? []);
  expect(refusals.length).toBeGreaterThan(20);
  expect(refusals.filter(({ condition }) => condition === undefined)).toEqual([]);
});

const PLAIN: Omit<ConnectOptions, 'connectionString' | 'port' | 'transport' | 'plain'> = {
  host: 'localhost', patienceMs: 1000, briefMs: 50, answerMs: 10_000, clock: { now: () => 0, wait: async () => undefined }, clean: (text) => text,
  admin: () => Promise.reject(new Error('not asked for')), wire: () => Promise.reject(new Error('not asked for')),
};

/** Connects as the options say and lets the driver do something. */
async function by<T>(options: Pick<ConnectOptions, 'connectionString' | 'port' | 'transport' | 'plain'>, act: (driver: Driver) => Promise<T>): Promise<T> {
  const library = await amqpGo.open();
  try {
    const client = await library.connect({ ...PLAIN, ...options });
    return await act(client.driver());
  } finally {
    await library.close();
  }
}

test.each(['tcp', 'websocket'] as const)('nobody there over %s is no answer of a bus', async (transport) => {
  const bus = await startServiceBus({});
  await bus.stop();
  await expect(by({ connectionString: bus.connectionString, port: bus.port, transport, plain: true }, (driver) => driver.peek('q', 1)))
    .rejects.toMatchObject({ code: 'ConnectionFailed', retryable: true });
});
