import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { RingproofError } from '#core/errors';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';

const run = promisify(execFile);

function program(): string {
  const path = process.env['RINGPROOF_GO_SERVICE_BUS'];
  if (path) return path;
  throw new RingproofError('RP_PREREQUISITE', {
    tool: 'The built Go program with azservicebus', what: "the proof of Go's Service Bus client",
    advice: 'Run `go build -o FILE .` in tiers/sdks/service-bus-go, then set RINGPROOF_GO_SERVICE_BUS to FILE.',
  });
}

async function seen(bus: RunningServiceBus, walk: string): Promise<unknown> {
  const { stdout } = await run(program(), [bus.connectionString, walk], { timeout: 50_000, env: { ...process.env, SSL_CERT_FILE: await bus.caFile() } });
  return JSON.parse(stdout);
}

it.each(['tcp', 'websocket', 'tls'])("serves Go's azservicebus unmodified over %s", { timeout: 60_000 }, async (transport) => {
  await using bus = await startServiceBus({
    queues: [
      { name: 'orders' }, { name: 'averages', requiresSession: true }, { name: 'idle', requiresSession: true }, { name: 'short', lockDuration: 'PT1S' },
    ],
  });
  expect(await seen(bus, transport)).toEqual({
    sent: {
      body: '{"a": 1}', contentType: 'application/json', id: 'm1', subject: 's', correlationId: 'c', replyTo: 'answers', to: 'Leeds',
      deliveryCount: 1, sequenceNumber: 1, lockSeconds: 60, liveSeconds: 3600, state: 0,
      properties: { k: 'string v', int32: 'int32 7', int64: 'int64 1099511627776', f: 'float64 1.5', yes: 'bool true', at: 'time.Time 2023-11-14 22:13:20 +0000 UTC' },
    },
    renewed: true,
    // Go counts deliveries from one, and so the message that was abandoned once has two.
    abandoned: { deliveryCount: 2, same: true, tried: 'once' },
    tooLarge: true,
    peeked: ['batched 0', 'batched 1', 'batched 2'],
    batch: ['batched 0', 'batched 1', 'batched 2'],
    deferred: { bodies: ['batched 2'], deliveryCount: 2, state: 1 },
    settledTwice: 'locklost',
    dead: ['why', 'because', 'orders'],
    scheduled: { states: [2, 2], afterCancel: 0 },
    empty: true, afterEmpty: ['after the empty receive'],
    session: { id: 'job-1', before: null, state: 'cycle 2', locked: true, renewed: true, bodies: ['0', '1'], sessionId: 'job-1' },
    taken: expect.stringContaining('com.microsoft:session-cannot-be-locked') as string,
    listed: ['job-2'],
    nextSession: ['job-2', 'next'],
    // The broker's answer and the client's own deadline race.
    noSession: expect.stringMatching(/^(timeout|context deadline exceeded)$/) as string,
    missing: ['notfound', 'notfound'],
    expired: { deliveryCount: 2, renew: 'locklost' },
  });
});

it("serves Go's administration client unmodified over https", { timeout: 60_000 }, async () => {
  await using bus = await startServiceBus();
  expect(await seen(bus, 'admin')).toEqual({
    namespace: ['sbemulatorns', 'Standard'],
    queue: ['orders', 'PT2M', 10, '<&>', 'Active', false],
    changed: 5, duplicate: 409, absent: true, deleted: 404,
    names: ['orders', 'page0', 'page1', 'page2'],
    rules: {
      sql: { Expression: 'color = @color', Parameters: { '@color': 'red' } },
      leeds: expect.objectContaining({ To: 'Leeds', ApplicationProperties: { express: true } }) as object,
    },
    action: { Expression: 'SET checked = TRUE', Parameters: null },
    received: ['red', true, 1],
    topic: [1, true, true], topicGone: true,
  });
});
