import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { RingproofError } from '#core/errors';
import { startServiceBus } from '#emulators/service-bus/index';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./service_bus_client.py', import.meta.url));

function python(): string {
  const path = process.env['RINGPROOF_PYTHON'];
  if (path) return path;
  throw new RingproofError('RP_PREREQUISITE', {
    tool: 'Python with azure-servicebus', what: "the proof of Python's Service Bus client",
    advice: 'Make one with `python3 -m venv DIR && DIR/bin/pip install azure-servicebus websocket-client`, then set RINGPROOF_PYTHON to DIR/bin/python.',
  });
}

it.each(['tcp', 'websocket', 'tls'])("serves Python's azure-servicebus unmodified over %s", { timeout: 60_000 }, async (transport) => {
  await using bus = await startServiceBus({
    queues: [{ name: 'orders' }, { name: 'averages', requiresSession: true }, { name: 'short', lockDuration: 'PT1S' }],
  });
  const { stdout } = await run(python(), [script, bus.connectionString, transport, String(bus.port), await bus.caFile()], { timeout: 50_000 });
  expect(JSON.parse(stdout)).toMatchObject({
    sent: {
      body: '{"a": 1}', contentType: 'application/json', id: 'm1', subject: 's', deliveryCount: 0, sequenceNumber: 1, lockSeconds: 60,
      properties: { k: 'v', n: '7', f: '1.5', u: '00000000-0000-0000-0000-000000000005' },
    },
    renewed: true,
    abandoned: { deliveryCount: 1, same: true },
    peeked: ['batched 0', 'batched 1', 'batched 2'],
    batch: ['batched 0', 'batched 1', 'batched 2'],
    deferred: { body: 'batched 2', deliveryCount: 1 },
    scheduled: ['ServiceBusMessageState.SCHEDULED'],
    afterCancel: 0, empty: 0,
    dead: ['why', 'because', 'orders'],
    session: { id: 'job-1', state: 'cycle 2', renewed: true, bodies: ['0', '1'] },
    nextSession: ['job-2', 'next'],
    missing: [transport === 'tcp' ? 'ServiceBusAuthenticationError' : 'ServiceBusConnectionError', true],
    expired: { deliveryCount: 1, renew: 'MessageLockLostError' },
  });
});

it("serves Python's administration client unmodified over https", { timeout: 60_000 }, async () => {
  await using bus = await startServiceBus();
  const ca = await bus.caFile();
  const admin = fileURLToPath(new URL('./service_bus_admin.py', import.meta.url));
  const { stdout } = await run(python(), [admin, bus.connectionString], { timeout: 50_000, env: { ...process.env, REQUESTS_CA_BUNDLE: ca, SSL_CERT_FILE: ca } });
  expect(JSON.parse(stdout)).toEqual({
    namespace: ['sbemulatorns', 'Standard'],
    defaults: { lock: 60, deliveries: 10, megabytes: 1024, ttlDays: 10_675_199, status: 'Active', session: false },
    forward: 'orders', changed: [120, 5, '<&>'],
    names: ['next/one', 'orders', 'page0', 'page1', 'page2', 'page3', 'page4'],
    sql: ["color = 'red'", 'SET checked = TRUE'], correlation: ['c', 'l', true], rules: ['correlation', 'sql', 'true'], updated: "color = 'blue'",
    subscriptions: ['all', 'red'], topic: 2,
    refusals: {
      duplicate: ['ResourceExistsError', 409], missing: ['ResourceNotFoundError', null], missingSubscription: ['ResourceNotFoundError', 404],
      missingRule: ['ResourceNotFoundError', 404], delete: ['ResourceNotFoundError', 404], bad: ['HttpResponseError', 400],
    },
    counts: [2, 1, 1, true],
  });
});
