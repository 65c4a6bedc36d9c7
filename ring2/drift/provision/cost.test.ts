import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { madeInWords, sumOf } from '#ring2/drift/provision/cost';
import { createMeter } from '#ring2/drift/provision/meter';
import { costOfOpening, rehearse } from '#ring2/drift/provision/rehearsal';
import { perform, runDrift } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';
import { provisionedTarget } from '#ring2/drift/targets/provisioned';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-cost-'));
afterAll(() => rmSync(folder, { recursive: true }));
const emulator = parseTarget('emulator:tcp');
/** Queues alone, topics with one subscription and with several, entities that the scenario itself makes or fails to make. */
const NAMES = [
  'peek-lock-complete', 'two-matching-rules-with-actions-give-two-copies', 'new-subscription-gets-everything', 'creating-an-entity-twice-conflicts', 'forwarding-goes-on-for-four-hops',
  'topic-and-subscription-are-made-with-the-standard-defaults', 'receive-unknown-entity', 'queue-is-made-with-the-standard-defaults', 'subscription-counts-are-its-own',
];

test('what a run will cost is what it then costs: operations, and entities by kind', async () => {
  await using bus = await startServiceBus();
  const pack = (await loadScenarios()).filter(({ name }) => NAMES.includes(name));
  expect(pack.length).toBeGreaterThan(6);
  const rehearsed = await rehearse(emulator, pack.flatMap((scenario) => perform(scenario, [])), { patienceMs: 0, briefMs: 0 }, () => undefined);
  const { operations, made } = sumOf([await costOfOpening(emulator), sumOf(rehearsed.values(), 2)], 1);
  const meter = createMeter();
  const patience = { patienceMs: 2000, briefMs: 50, answerMs: 5000, backoffMs: 1 };
  const real = provisionedTarget(parseConnectionString(bus.connectionString), azureSdkJs, { ledgerFile: join(folder, 'ledger.jsonl'), patience, meter });
  const report = await runDrift({ left: real, right: emulator, pack, payloads: [] });
  expect(report.outcome).toBe('passed');
  expect({ operations, made }).toEqual({ operations: meter.operations, made: { ...meter.made } });
  expect([made.queues, made.topics, made.subscriptions].every((count) => count > 0)).toBe(true);
});

test('in words', () => {
  expect(madeInWords({ queues: 1, topics: 2, subscriptions: 0 })).toBe('1 queue, 2 topics and 0 subscriptions');
});
