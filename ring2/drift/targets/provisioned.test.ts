import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { realClock } from '#core/clock';
import { startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { readLeftovers } from '#ring2/drift/provision/ledger';
import { createMeter } from '#ring2/drift/provision/meter';
import { rehearse } from '#ring2/drift/provision/rehearsal';
import { type DriftOptions, runDrift } from '#ring2/drift/run';
import type { Scenario } from '#ring2/drift/scenario';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';
import { type ProvisionedOptions, provisionedTarget } from '#ring2/drift/targets/provisioned';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-provisioned-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ledgerFile = join(folder, 'ledger.jsonl');
/** An emulator in this process answers at once. */
const patience = { patienceMs: 2000, briefMs: 50, answerMs: 5000, backoffMs: 1 };
const at = (connectionString: string, more: ProvisionedOptions = {}) => provisionedTarget(parseConnectionString(connectionString), azureSdkJs, { ledgerFile, patience, ...more });
const against = (connectionString: string, scenarios: string, more: ProvisionedOptions & Partial<DriftOptions> = {}) =>
  runDrift({ left: at(connectionString, more), right: parseTarget('emulator:tcp'), scenarios, payloads: [], ...more });

/** The fast scenarios that need at most a second of real time. */
async function quick(): Promise<Scenario[]> {
  const fast = (await loadScenarios()).filter(({ tier }) => tier === 'fast');
  const payload = { contract: '', interaction: '', body: {} };
  const rehearsed = await rehearse(parseTarget('emulator:tcp'), fast.map((scenario) => ({ scenario, payload, name: scenario.name })), { patienceMs: 0, briefMs: 0 }, () => undefined);
  return fast.filter(({ name }) => (rehearsed.get(name)?.waitMs ?? 0) <= 1000);
}

test('every quick scenario is played on entities of its own, in two sessions at once on one namespace', { timeout: 240_000 }, async () => {
  await using bus = await startServiceBus({ auth: 'enforce', queues: [{ name: 'of-somebody-else' }] });
  const pack = await quick();
  expect(pack.length).toBeGreaterThan(80);
  const report = await runDrift({ left: at(bus.connectionString), right: at(`${bus.connectionString}TransportType=AmqpWebSockets`), pack, payloads: [] });
  expect(report.results.filter(({ outcome }) => outcome !== 'passed').map(({ name, reason, mismatches }) => ({ name, reason, mismatches }))).toEqual([]);
  for (const { name, details } of report.results) for (const side of ['left', 'right']) expect(details?.[side], name).toMatchObject({ departures: [] });
  expect([bus.queueNames(), bus.topicNames(), readLeftovers(ledgerFile)]).toEqual([['of-somebody-else'], [], []]);
});

test('two runs at once do not meet', async () => {
  await using bus = await startServiceBus();
  const scenarios = 'new-subscription-gets-everything,peek-lock-complete,accept-locked-session-fails,dead-letter-with-reason';
  const reports = await Promise.all([1, 2].map(() => against(bus.connectionString, scenarios)));
  expect(reports).toMatchObject([{ counts: { passed: 4, failed: 0, inconclusive: 0 } }, { counts: { passed: 4, failed: 0, inconclusive: 0 } }]);
  expect([...bus.queueNames(), ...bus.topicNames()]).toEqual([]);
});

describe('a target that does not let us', () => {
  const data = { name: 'data-only', key: 'a-key-for-data-only', rights: ['Listen', 'Send'] as ('Listen' | 'Send')[] };
  const withKey = (connectionString: string, name: string, key: string) => connectionString.replace(/KeyName=[^;]+;SharedAccessKey=[^;]+/, `KeyName=${name};SharedAccessKey=${key}`);

  test('make entities is asked on queues that somebody made; what needs others says what to do', async () => {
    await using bus = await startServiceBus({ auth: 'enforce', keys: [data], queues: [{ name: 'ringproof-drift-peek-lock-complete', lockDuration: 'PT5S', defaultMessageTimeToLive: 'PT1H' }] });
    const report = await against(withKey(bus.connectionString, data.name, data.key), 'peek-lock-complete,new-subscription-gets-everything,dead-letter-with-reason');
    expect(report.results).toMatchObject([
      { name: 'dead-letter-with-reason', outcome: 'inconclusive', reason: `localhost:${bus.port} has no queue "ringproof-drift-dead-letter-with-reason": create it with LockDuration PT5S, MaxDeliveryCount 10, DefaultMessageTimeToLive PT1H, without sessions, duplicate detection or forwarding` },
      { name: 'new-subscription-gets-everything', outcome: 'inconclusive', reason: expect.stringMatching(/^new-subscription-gets-everything needs the administration API of localhost.*the key has no Manage right there \(HTTP 401\)/) as string },
      { name: 'peek-lock-complete', outcome: 'passed' },
    ]);
    expect(bus.queueNames()).toEqual(['ringproof-drift-peek-lock-complete']);
  });

  test('find its administration API says how to tell where it is', async () => {
    await using bus = await startServiceBus();
    const [lost] = (await against(`${bus.connectionString}AdministrationPort=1`, 'new-subscription-gets-everything')).results;
    expect(lost).toMatchObject({ outcome: 'inconclusive', reason: expect.stringMatching(/administration API of localhost:\d+: port 1: .*ECONNREFUSED/) as string });
  });

  test('in because the key is wrong says so, without the key', async () => {
    await using bus = await startServiceBus({ auth: 'enforce' });
    const report = await against(withKey(bus.connectionString, 'RootManageSharedAccessKey', 'this-is-not-it'), 'peek-lock-complete');
    expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringMatching(/^The target localhost:\d+ \(tcp\) refuses the key: UnauthorizedAccess: /) as string }]);
    expect(JSON.stringify(report)).not.toContain('this-is-not-it');
  });

  test('ask because it throttles says so, and leaves nothing behind', async () => {
    await using bus = await startServiceBus();
    bus.inject({ fault: 'throttle', operation: 'send', count: 1000 });
    const report = await against(bus.connectionString, 'peek-lock-complete');
    expect(report.results).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringMatching(/^The target localhost:\d+ \(tcp\) throttles: ServiceBusy: .*50009/s) as string }]);
    expect([bus.queueNames(), readLeftovers(ledgerFile)]).toEqual([[], []]);
  });
});

test('a clock that is an hour ahead is measured, and what is scheduled is scheduled by it', async () => {
  const ahead = 3_600_000;
  await using bus = await startServiceBus({ clock: { ...realClock, now: () => Date.now() + ahead } });
  const session = await at(bus.connectionString).open([]);
  const ground = await session.enter({ scenario: 'clock', entities: {}, checksTokens: false, run: 1 });
  expect(Math.abs(ground.driver.now() - Date.now() - ahead)).toBeLessThan(5000);
  await ground.leave();
  await session.close();
  expect(await against(bus.connectionString, 'schedule-and-cancel,peek-lock-complete')).toMatchObject({ outcome: 'passed', counts: { passed: 2 } });
});

describe('a budget', () => {
  const scenarios = 'dead-letter-with-reason,new-subscription-gets-everything,peek-lock-complete';

  test('of operations ends the run in the middle: what is left is inconclusive, what was made is removed', async () => {
    await using bus = await startServiceBus();
    const meter = createMeter({ operations: 30 });
    const { results } = await against(bus.connectionString, scenarios, { meter });
    expect(results[0]).toMatchObject({ outcome: 'passed' });
    expect(results[2]).toMatchObject({ outcome: 'inconclusive', reason: 'not asked to the end: the 30 operations of --max-operations are used up' });
    expect(meter.operations).toBeLessThanOrEqual(30);
    expect([bus.queueNames(), bus.topicNames(), readLeftovers(ledgerFile)]).toEqual([[], [], []]);
  });

  test('of minutes does not begin a wait that goes beyond', async () => {
    await using bus = await startServiceBus();
    const begin = Date.now();
    // Two and a half seconds, where the lock needs six.
    const { results } = await against(bus.connectionString, 'complete-after-expiry-fails', { meter: createMeter({ minutes: 1 / 24 }) });
    expect(results).toMatchObject([{ outcome: 'inconclusive', reason: expect.stringContaining('--max-minutes') as string }]);
    expect(Date.now() - begin).toBeLessThan(5000);
    expect(bus.queueNames()).toEqual([]);
  });
});
