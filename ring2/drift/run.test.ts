import { createServer } from 'node:net';
import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, test } from 'vitest';
import { example } from '#core/matchers';
import { loadContract } from '#contracts/load';
import { startServiceBus } from '#emulators/service-bus/index';
import { runDrift } from '#ring2/drift/run';
import { defineScenario, type Payload } from '#ring2/drift/scenario';
import { send } from '#ring2/drift/steps/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { parseTarget } from '#ring2/drift/targets';
import { provisionedTarget } from '#ring2/drift/targets/provisioned';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';

const tcp = () => parseTarget('emulator:tcp');
const websocket = () => parseTarget('emulator:ws');

const BARE = { ids: [], source: '', origin: 'assumed', expects: '', contracts: [], tier: 'fast', needs: [], shows: {} } as const;

async function averagingPayload(): Promise<Payload> {
  const [interaction] = (await loadContract('averaging-service--service-bus')).interactions;
  if (interaction?.kind !== 'message') throw new Error('the contract has no message');
  return { contract: 'averaging-service--service-bus', interaction: interaction.description, body: example(interaction.contents), contentType: 'application/json' };
}

describe('the emulator against itself', () => {
  test('sends the message of the contract where the contract depends on it, and shows it in both transcripts', async () => {
    const payload = await averagingPayload();
    const report = await runDrift({ left: tcp(), right: websocket(), scenarios: 'peek-lock-complete,peek-does-not-lock', payloads: [payload] });
    const [plain, averaging] = report.results;
    expect(plain?.details?.payload).toMatchObject({ contract: '' });
    expect(averaging?.details).toMatchObject({ contracts: expect.arrayContaining([payload.contract]) as unknown, payload: { contract: payload.contract, interaction: payload.interaction }, left: { transport: 'tcp', runs: 2 }, right: { transport: 'websocket' } });
    for (const side of ['left', 'right']) {
      expect(averaging?.details?.[side]).toMatchObject({ transcript: { tnf: 1, events: expect.arrayContaining([expect.objectContaining({ facts: expect.objectContaining({ body: { exact: payload.body, kind: 'semantic' } }) as unknown })]) as unknown } });
    }
  });

  test('drift is told in the words of the contract', async () => {
    const payload = await averagingPayload();
    const liar = lyingTarget(tcp(), { entities: queueOf({ lockDuration: 'PT30S' }) });
    const report = await runDrift({ left: liar, right: tcp(), scenarios: 'peek-lock-complete', payloads: [payload] });
    expect(report.results[0]?.mismatches).toEqual([expect.objectContaining({ contract: payload.contract, interaction: payload.interaction, path: 'receive: lockedUntil' })]);
  });
});

test('several messages of one contract travel one by one, each under its own name', async () => {
  const payload = await averagingPayload();
  const report = await runDrift({ left: tcp(), right: tcp(), scenarios: 'abandon-redelivers', payloads: [payload, { ...payload, interaction: 'another one' }] });
  expect(report.results.map(({ name }) => name)).toEqual([`abandon-redelivers (${payload.interaction})`, 'abandon-redelivers (another one)']);
  expect(report.outcome).toBe('passed');
});

describe('a foreign bus', () => {
  const names = ['dead-letter-with-reason', 'peek-lock-complete'];
  const scenarios = names.join(',');
  const queues = names.map((name) => ({ name: `ringproof-drift-${name}`, lockDuration: 'PT5S', maxDeliveryCount: 10 }));

  test('with its queues provisioned is compared over both transports, after the leftovers of earlier runs are gone', async () => {
    await using bus = await startServiceBus({ queues });
    await leaveThingsBehind(bus.connectionString, 'ringproof-drift-peek-lock-complete');
    for (const suffix of ['', 'TransportType=AmqpWebSockets']) {
      const report = await runDrift({ left: parseTarget(bus.connectionString + suffix), right: tcp(), scenarios: `${scenarios},receive-unknown-entity`, payloads: [] });
      expect(report).toMatchObject({ outcome: 'passed', counts: { passed: 3 } });
      expect(report.results.flatMap(({ details }) => details?.findings)).toEqual([]);
      expect(JSON.stringify(report)).not.toContain('SAS_KEY_VALUE');
    }
  });

  test('that nobody runs makes every scenario inconclusive', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => server.listen(0, () => resolve((server.address() as { port: number }).port)));
    await new Promise((resolve) => server.close(resolve));
    const nobody = parseTarget(`Endpoint=sb://localhost:${port};SharedAccessKeyName=R;SharedAccessKey=hidden-key;UseDevelopmentEmulator=true`);
    const report = await runDrift({ left: tcp(), right: nobody, scenarios, payloads: [] });
    expect(report.counts).toEqual({ passed: 0, failed: 0, inconclusive: 2, gaps: 0, excused: 0 });
    expect(report.results[0]?.reason).toMatch(new RegExp(`^The target localhost:${port} \\(tcp\\) cannot be reached: ConnectionFailed: .*ECONNREFUSED`));
    expect(JSON.stringify(report)).not.toContain('hidden-key');
  });

  test('that goes away in the middle is inconclusive', async () => {
    const bus = await startServiceBus({ queues });
    const impatient = provisionedTarget(parseConnectionString(bus.connectionString), azureSdkJs, { patience: { patienceMs: 500, briefMs: 50, answerMs: 500, backoffMs: 1 } });
    const dying = lyingTarget(impatient, { driver: (honest) => ({ complete: (message) => bus.stop().then(() => honest.complete(message)) }) });
    const report = await runDrift({ left: dying, right: tcp(), scenarios: 'peek-lock-complete', payloads: [] });
    expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringContaining('The target a lying bus cannot be reached') as unknown }]);
  });
});

async function leaveThingsBehind(connectionString: string, queue: string): Promise<void> {
  const client = new ServiceBusClient(connectionString);
  const [sender, receiver] = [client.createSender(queue), client.createReceiver(queue)];
  await sender.sendMessages([{ body: 'to defer' }, { body: 'to dead-letter' }, { body: 'active' }]);
  await sender.scheduleMessages({ body: 'scheduled' }, new Date(Date.now() + 600_000));
  const [first] = await receiver.receiveMessages(1);
  const [second] = await receiver.receiveMessages(1);
  if (!first || !second) throw new Error('nothing to leave behind');
  await receiver.deferMessage(first);
  await receiver.deadLetterMessage(second);
  await client.close();
}

describe('what could not be told', () => {
  test('a declared gap', async () => {
    const report = await runDrift({ left: { ...tcp(), lacks: ['deferred'] }, right: tcp(), scenarios: 'abandon-redelivers,defer-and-receive-by-number', payloads: [] });
    expect(report.results).toMatchObject([{ outcome: 'passed' }, { outcome: 'inconclusive', reason: 'capability gap: emulator:tcp lacks deferred' }]);
  });

  test('an interrupted run keeps what it had', async () => {
    const stop = new AbortController();
    const progress = { step: (_text: string, done?: number) => void (done === 1 && stop.abort()) };
    const report = await runDrift({ left: tcp(), right: tcp(), scenarios: 'peek-does-not-lock,peek-lock-complete', payloads: [], progress, signal: stop.signal });
    expect(report.results).toMatchObject([{ outcome: 'passed' }, { outcome: 'inconclusive', reason: 'interrupted' }]);
  });

  test('a scenario that observes nothing', async () => {
    const empty = defineScenario({ ...BARE, name: 'empty', async *run() { /* nothing to see */ } });
    const report = await runDrift({ left: tcp(), right: tcp(), pack: [empty], payloads: [] });
    expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: 'the scenario observed nothing' }]);
  });

  test('no scenario at all', async () => {
    await expect(runDrift({ left: tcp(), right: tcp(), scenarios: 'none-such', payloads: [] })).rejects.toMatchObject({ code: 'RP_SCENARIO_UNKNOWN' });
  });
});

test('a defect in a scenario is a defect, not drift', async () => {
  const broken = defineScenario({
    ...BARE, name: 'broken',
    async *run(bus, { queue, message }) {
      yield* send(bus, queue, message());
      throw new TypeError('a typo');
    },
  });
  await expect(runDrift({ left: tcp(), right: tcp(), pack: [broken], payloads: [] })).rejects.toThrow('a typo');
});
