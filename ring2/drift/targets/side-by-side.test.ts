import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { type Budget, createMeter } from '#ring2/drift/provision/meter';
import { readLeftovers } from '#ring2/drift/provision/ledger';
import { runDrift } from '#ring2/drift/run';
import type { Payload } from '#ring2/drift/scenario';
import { loadScenarios } from '#ring2/drift/scenarios';
import type { DriftTarget } from '#ring2/drift/target';
import { parseTarget } from '#ring2/drift/targets';
import { provisionedTarget } from '#ring2/drift/targets/provisioned';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-side-by-side-'));
afterAll(() => rmSync(folder, { recursive: true }));
const patience = { patienceMs: 2000, briefMs: 50, answerMs: 5000, backoffMs: 1 };
const NAMES = ['peek-does-not-lock', 'peek-lock-complete', 'dead-letter-with-reason', 'new-subscription-gets-everything', 'accept-locked-session-fails', 'defer-and-receive-by-number', 'interleaved-sessions-keep-their-order', 'send-without-session-id-fails'];
const scenarios = (await loadScenarios()).filter(({ name }) => NAMES.includes(name));
let count = 0;

/** How many scenarios were on a target at once, at most. */
function watched(target: DriftTarget): { target: DriftTarget; most: () => number } {
  let now = 0;
  let most = 0;
  const open: DriftTarget['open'] = async (...words) => {
    const session = await target.open(...words);
    return {
      ...session,
      async enter(request) {
        most = Math.max(most, (now += 1));
        const ground = await session.enter(request);
        return { ...ground, leave: () => ground.leave().finally(() => (now -= 1)) };
      },
    };
  };
  return { target: { ...target, open }, most: () => most };
}

async function play(jobs: number, pack = scenarios, budget: Budget = {}) {
  await using bus = await startServiceBus();
  const ledgerFile = join(folder, `ledger-${(count += 1)}.jsonl`);
  const meter = createMeter(budget);
  const { target, most } = watched(provisionedTarget(parseConnectionString(bus.connectionString), azureSdkJs, { ledgerFile, patience, meter }));
  const { results } = await runDrift({ left: target, right: parseTarget('emulator:tcp'), pack, payloads: [], jobs });
  return { results, meter, most: most(), left: [bus.queueNames(), bus.topicNames(), readLeftovers(ledgerFile)], made: readFileSync(ledgerFile, 'utf8').split('\n').filter((line) => line.includes('"creating"')).length };
}

describe('on a namespace', () => {
  test('scenarios side by side are told, counted and cleared away as one by one, in whatever order', async () => {
    const [one, four, backwards] = [await play(1), await play(4), await play(4, [...scenarios].reverse())];
    const told = ({ results }: typeof one) => Object.fromEntries(results.map(({ name, outcome, reason }) => [name, [outcome, reason]]));
    expect(one.results.map(({ outcome }) => outcome)).toEqual(scenarios.map(() => 'passed'));
    for (const other of [four, backwards]) {
      expect(told(other)).toEqual(told(one));
      expect([other.meter.operations, other.meter.made, other.made]).toEqual([one.meter.operations, one.meter.made, one.made]);
      expect(other.left).toEqual([[], [], []]);
    }
    // In the order of the pack, not of their ends.
    expect(backwards.results.map(({ name }) => name)).toEqual(scenarios.map(({ name }) => name).reverse());
    expect([one.most, four.most]).toEqual([1, 4]);
  });

  test('the budget is not exceeded by one operation, however many spend it', async () => {
    const { operations } = (await play(1)).meter;
    const { meter, results, left } = await play(4, scenarios, { operations: operations - 1 });
    expect(meter.operations).toBeLessThan(operations);
    expect(results.filter(({ outcome }) => outcome === 'inconclusive').length).toBeGreaterThan(0);
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(left).toEqual([[], [], []]);
    expect((await play(4, scenarios, { operations })).results.every(({ outcome }) => outcome === 'passed')).toBe(true);
  });
});

test('queues that somebody made are played on one by one, whatever is asked for', async () => {
  const data = { name: 'data-only', key: 'a-key-for-data-only', rights: ['Listen', 'Send'] as ('Listen' | 'Send')[] };
  await using bus = await startServiceBus({ auth: 'enforce', keys: [data], queues: [{ name: 'ringproof-drift-peek-lock-complete', lockDuration: 'PT5S', defaultMessageTimeToLive: 'PT1H' }] });
  const connection = bus.connectionString.replace(/KeyName=[^;]+;SharedAccessKey=[^;]+/, `KeyName=${data.name};SharedAccessKey=${data.key}`);
  const { target, most } = watched(provisionedTarget(parseConnectionString(connection), azureSdkJs, { ledgerFile: join(folder, 'fixed.jsonl'), patience }));
  const payloads = ['a', 'b', 'c'].map((interaction): Payload => ({ contract: 'averaging-service--service-bus', interaction, body: { interaction } }));
  const report = await runDrift({ left: target, right: parseTarget('emulator:tcp'), scenarios: 'peek-lock-complete', payloads, jobs: 3 });
  expect(report).toMatchObject({ outcome: 'passed', counts: { passed: 3 } });
  expect(most()).toBe(1);
});
