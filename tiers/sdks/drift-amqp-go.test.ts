import { expect, test } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import type { Departure } from '#ring2/drift/departures';
import type { Driver } from '#ring2/drift/driver';
import { amqpGo } from '#ring2/drift/drivers/amqp-go';
import type { ConnectOptions } from '#ring2/drift/library';
import { runDrift } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';

// The scenarios by a library that hides nothing: what the official client shows by itself, and not of the bus, would depart here.
const scenarios = await loadScenarios();
const report = await runDrift({ left: parseTarget('emulator:tcp', 'amqp-go'), right: parseTarget('emulator:ws', 'amqp-go'), payloads: [] });

/** What it cannot play, with the reason that it gives. */
const CANNOT: Readonly<Record<string, string>> = {
  'message-above-256-kb-is-refused': 'amqp-go does not offer oversized-messages: its Sender looks at the size itself',
};

const resultOf = (name: string) => report.results.find((one) => one.name === name);

test.each(scenarios.filter(({ name }) => !(name in CANNOT)))('$name: $expects', ({ name }) => {
  const result = resultOf(name);
  expect(result).toMatchObject({ outcome: 'passed', details: { findings: [], left: { driver: 'amqp-go', runs: 2 }, right: { driver: 'amqp-go', runs: 2 } } });
  for (const side of ['left', 'right']) expect((result?.details?.[side] as { departures: Departure[] }).departures, side).toEqual([]);
});

test.each(Object.entries(CANNOT))('%s cannot be told: %s', (name, reason) => {
  expect(resultOf(name)).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining(reason) as unknown });
});

test('every refusal by the bus has its condition', () => {
  const refusals = report.results.flatMap(({ details }) => (details?.['left'] as { transcript?: { events: { error?: { code: string; condition?: string } }[] } }).transcript?.events ?? []).flatMap(({ error }) => error ?? []);
  expect(refusals.length).toBeGreaterThan(50);
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

test.each(['tcp', 'websocket'] as const)('TLS over %s trusts the certificate that it is told, and the token is signed with the key', async (transport) => {
  await using bus = await startServiceBus({ auth: 'enforce', queues: [{ name: 'q' }] });
  const { port, connectionString } = bus;
  const there = { connectionString, port, transport, plain: false };
  const sendAndReceive = async (driver: Driver) => {
    await driver.send('q', { body: 'over TLS' });
    return (await driver.receive('q'))?.body;
  };
  const before = process.env['NODE_EXTRA_CA_CERTS'];
  try {
    await expect(by(there, sendAndReceive)).rejects.toMatchObject({ code: 'ConnectionFailed', message: expect.stringMatching(/certificate/) as unknown });
    process.env['NODE_EXTRA_CA_CERTS'] = await bus.caFile();
    expect(await by(there, sendAndReceive)).toBe('over TLS');
    const forged = connectionString.replace(/SharedAccessKey=[^;]*/, 'SharedAccessKey=another');
    await expect(by({ ...there, connectionString: forged }, sendAndReceive)).rejects.toMatchObject({ code: 'UnauthorizedAccess', condition: 'amqp:unauthorized-access' });
  } finally {
    if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
    else process.env['NODE_EXTRA_CA_CERTS'] = before;
  }
});

test.each(['tcp', 'websocket'] as const)('nobody there over %s is no answer of a bus', async (transport) => {
  const bus = await startServiceBus({});
  await bus.stop();
  await expect(by({ connectionString: bus.connectionString, port: bus.port, transport, plain: true }, (driver) => driver.peek('q', 1)))
    .rejects.toMatchObject({ code: 'ConnectionFailed', retryable: true });
});
