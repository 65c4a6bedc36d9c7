import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { type RecordOptions, recordGoldens } from '#ring2/drift/golden/record';
import { loadGoldens } from '#ring2/drift/golden/store';
import { perform, runDrift } from '#ring2/drift/run';
import type { Scenario } from '#ring2/drift/scenario';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';
import { provisionedTarget } from '#ring2/drift/targets/provisioned';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';

const NAMES = ['abandon-redelivers', 'peek-lock-complete'];
const scenarios = (await loadScenarios()).filter(({ name }) => NAMES.includes(name));
const performances = (pack: readonly Scenario[] = scenarios) => pack.flatMap((scenario) => perform(scenario, []));
const emulator = () => parseTarget('emulator:tcp');
/** A service at an address: an emulator, started here. */
const service = () => startServiceBus();
const at = (connectionString: string) => provisionedTarget(parseConnectionString(connectionString), azureSdkJs, { ledgerFile: join(folder, 'ledger.jsonl'), patience: { patienceMs: 2000, briefMs: 50, answerMs: 5000, backoffMs: 1 } });

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'ringproof-record-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const record = async (over: Partial<RecordOptions> & Pick<RecordOptions, 'target'>) => {
  const said: string[] = [];
  const played: string[] = [];
  const report = await recordGoldens({
    emulator: emulator(), performances: performances(), folder, secrets: ['SAS_KEY_VALUE'], now: () => Date.UTC(2026, 0, 2),
    say: (words) => said.push(words), ran: ({ scenario }) => played.push(scenario.name), ...over,
  });
  return { report, said: said.join(''), played };
};
const written = () => readdirSync(folder, { recursive: true }).map(String).filter((file) => file.endsWith('.json')).map((file) => file.replaceAll('\\', '/')).sort();

it('says what it takes, keeps what was seen twice alike, and plays nothing a second time', async () => {
  await using bus = await service();
  const first = await record({ target: at(bus.connectionString), about: { region: 'westeurope', sku: 'Standard' } });
  expect(first.said).toMatch(/^Recording 2 scenario\(s\) on localhost:\d+ \(tcp\), 2 times each: about \d\d operations, 5 queues, 0 topics and 0 subscriptions made and removed, at least 0 min of waiting\.\nBy its address this is not Azure/);
  expect(first.report).toMatchObject({ outcome: 'passed', counts: { confirmed: 2, contradicted: 0, 'not recorded': 0 }, details: { recorded: { service: 'other', driver: 'azure-sdk-js' } } });
  expect(written()).toEqual(NAMES.map((name) => `other/azure-sdk-js/${name}.json`));
  const { all: [golden] } = await loadGoldens([folder]);
  expect(golden).toMatchObject({ origin: { kind: 'recorded', service: 'other', date: '2026-01-02T00:00:00.000Z', region: 'westeurope', sku: 'Standard' }, driver: { name: 'azure-sdk-js', version: expect.stringMatching(/^7\./) as unknown } });
  expect(JSON.stringify(golden)).not.toMatch(/localhost|SAS_KEY_VALUE/);

  const unopened = { ...at(bus.connectionString), open: () => expect.unreachable() };
  const second = await record({ target: unopened });
  expect(second).toMatchObject({ played: [], report: { outcome: 'passed', results: [{ details: { how: 'recorded before' } }, { details: { how: 'recorded before' } }] } });

  const changed = performances(scenarios.map((scenario) => (scenario.name === 'abandon-redelivers' ? { ...scenario, text: `// Changed.\n${scenario.text}` } : scenario)));
  expect((await record({ target: at(bus.connectionString), performances: changed })).played).toEqual(['abandon-redelivers']);
});

it('what was recorded is held against others afterwards', async () => {
  await using bus = await service();
  await record({ target: at(bus.connectionString) });
  const goldens = await loadGoldens([folder]);
  const honest = await runDrift({ left: emulator(), pack: scenarios, payloads: [], goldens });
  expect(honest).toMatchObject({ outcome: 'passed', notes: expect.arrayContaining(['recorded from Azure: 0 of 2; recorded from another service: 2']) as unknown, results: [{ details: { golden: { ground: 'recorded' } } }, {}] });
  const lying = await runDrift({ left: lyingTarget(emulator(), { entities: queueOf({ lockDuration: 'PT30S' }) }), pack: scenarios, payloads: [], goldens });
  expect(lying.counts).toMatchObject({ failed: 2 });
});

it('says what the recording settles: what it contradicts, and where the embedded emulator departs', async () => {
  // The lock of this service is longer than the scenario asks for, and than both the emulator and the assumption have it.
  await using bus = await service();
  const target = lyingTarget(at(bus.connectionString), { entities: queueOf({ lockDuration: 'PT30S' }) });
  const assumed = performances(scenarios.map((scenario) => ({ ...scenario, origin: 'assumed' as const, shows: { receive: { lockedUntil: 5000, deliveryCount: 0 } } }))).slice(1);
  const { report: { results: [result], outcome } } = await record({ target, performances: assumed });
  expect(outcome).toBe('failed');
  expect(result?.details?.['settlement']).toMatchObject({
    ground: 'assumed', verdict: 'contradicted', contradictions: [{ step: 'receive', fact: 'lockedUntil', expected: 5000 }], emulator: [{ step: 'receive', fact: 'lockedUntil' }],
  });
  expect(result?.reason).toMatch(/^assumed, contradicted at receive, lockedUntil: expected 5000, recorded 30\d{3}\nthe embedded emulator departs at receive, lockedUntil: recorded ".*", emulator ".*"$/);
  expect(written()).toHaveLength(1);
});

it('noise is not kept, and is asked again', async () => {
  await using bus = await service();
  let deliveries = 0;
  const noisy = lyingTarget(at(bus.connectionString), { driver: (honest) => ({ receive: async (...args) => { const seen = await honest.receive(...args); return seen && Object.assign(seen, { deliveryCount: (deliveries += 1) }); } }) });
  const { report } = await record({ target: noisy });
  expect(report).toMatchObject({ outcome: 'inconclusive', counts: { 'not recorded': 2 }, results: [{ reason: expect.stringContaining('noise: a lying bus differs from itself') as unknown }, {}] });
  expect(written()).toEqual([]);
  expect((await record({ target: at(bus.connectionString) })).played).toEqual(NAMES);
});

it('a transcript with something secret in it is not written: the path is told, the secret is not', async () => {
  await using bus = await service();
  const mail = { contract: '', interaction: 'mail', body: { to: 'jane@example.org' } };
  const leaky = scenarios.slice(1).map((scenario) => ({ scenario, payload: mail, name: scenario.name }));
  const { report } = await record({ target: at(bus.connectionString), performances: leaky });
  expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringContaining('has an e-mail address at $.transcript.events[1].facts.body.exact.to') as unknown }]);
  expect(JSON.stringify(report)).not.toContain('jane');
  expect(written()).toEqual([]);
});

it('an interrupted recording keeps what it has, and goes on from there', async () => {
  await using bus = await service();
  const stop = new AbortController();
  const { report } = await record({ target: at(bus.connectionString), signal: stop.signal, ran: () => stop.abort() });
  expect(report.results).toMatchObject([{ outcome: 'passed' }, { outcome: 'inconclusive', reason: 'interrupted' }]);
  expect((await record({ target: at(bus.connectionString) })).played).toEqual(['peek-lock-complete']);
});

it('what nobody runs is inconclusive, and the emulator in this process is nothing to record', async () => {
  const bus = await service();
  await bus.stop();
  expect((await record({ target: at(bus.connectionString) })).report).toMatchObject({ outcome: 'inconclusive', counts: { 'not recorded': 2 } });
  await expect(record({ target: emulator() })).rejects.toMatchObject({ code: 'RP_RECORD_TARGET' });
});
