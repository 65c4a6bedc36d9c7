import { describe, expect, test } from 'vitest';
import type { FreshEnough } from '#ring2/drift/freshness/stale';
import type { DriftRun, TargetKind } from '#ring2/drift/freshness/runs';
import { seal, sha256 } from '#ring2/drift/golden/golden';
import { scriptDigest } from '#ring2/drift/golden/script-digest';
import type { Goldens } from '#ring2/drift/golden/store';
import { type DriftOptions, perform, runDrift } from '#ring2/drift/run';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';

const NOW = Date.UTC(2026, 5, 30);
const DAY = 86_400_000;
const NAMES = ['peek-lock-complete', 'receive-unknown-entity'];
const both = (await loadScenarios()).filter(({ name }) => NAMES.includes(name));
const [first = expect.unreachable()] = both;
const honest = parseTarget('emulator:tcp');

const proof = (scenario: string, days: number, kind: TargetKind = 'embedded'): DriftRun => ({
  schemaVersion: 1, at: new Date(NOW - days * DAY).toISOString(), scenario, outcome: 'passed', on: { kind, digest: 'd', driver: 'azure-sdk-js', transport: 'tcp' }, ground: 'documented', ms: 1,
});
/** Plays the first of the two; the other's evidence is what was before. */
const run = (runs: DriftRun[], options: Partial<DriftOptions> = {}) => {
  const freshEnough: FreshEnough = { maxAgeMs: 30 * DAY, scenarios: both, runs: () => runs, now: () => NOW };
  return runDrift({ left: honest, right: honest, pack: [first], payloads: [], freshEnough, ...options });
};
const problems = ({ results }: Awaited<ReturnType<typeof run>>) => results.filter(({ group }) => group === 'policy').map(({ name, reason }) => `${name}: ${reason}`);

describe('evidence that is too old', () => {
  test('is a broken policy, told for each scenario, also for one whose turn it was not', async () => {
    const report = await run([proof(NAMES[0] ?? '', 0), proof(NAMES[1] ?? '', 31)]);
    expect(report).toMatchObject({ outcome: 'failed', exit: 4, counts: { passed: 1, failed: 0 } });
    expect(problems(report)).toEqual(['stale evidence of receive-unknown-entity: Last proven 31 d ago on embedded; --max-age allows 30 d.']);
  });

  test('is none on the last day', async () => {
    const report = await run([proof(NAMES[0] ?? '', 0), proof(NAMES[1] ?? '', 30)]);
    expect(report).toMatchObject({ outcome: 'passed' });
    expect(report.exit).toBeUndefined();
  });

  test('of another kind of reference is none at all', async () => {
    expect(problems(await run([proof(NAMES[0] ?? '', 0), proof(NAMES[1] ?? '', 1, 'azure')]))).toEqual(['stale evidence of receive-unknown-entity: Never proven on embedded; --max-age allows 30 d.']);
  });

  test('does not hide drift, and is not said of what failed now', async () => {
    const liar = lyingTarget(honest, { entities: queueOf({ lockDuration: 'PT30S' }) });
    const report = await run([], { left: liar });
    expect(report).toMatchObject({ outcome: 'failed' });
    expect(report.exit).toBeUndefined();
    expect(problems(report)).toEqual(['stale evidence of receive-unknown-entity: Never proven on embedded; --max-age allows 30 d.']);
  });

  test('is not asked for where a declared gap makes it impossible', async () => {
    const [websocket = expect.unreachable()] = (await loadScenarios()).filter(({ name }) => name === 'amqp-over-websocket');
    const official = parseTarget('emulator:tcp:official-emulator');
    const freshEnough: FreshEnough = { maxAgeMs: DAY, scenarios: [websocket, first], runs: () => [proof(first.name, 0)], now: () => NOW };
    expect(problems(await run([], { left: { ...official, product: 'official emulator' }, pack: [websocket, first], freshEnough }))).toEqual([]);
  });
});

test.each([[29, []], [31, ['stale evidence of peek-lock-complete: Its golden was recorded 31 d ago; --max-age allows 30 d. Record it again with `ringproof drift --record`.']]])('a golden recorded %i days ago', async (days, told) => {
  const [performance = expect.unreachable()] = perform(first, []);
  const { results: [played] } = await run([]);
  const { transcript } = played?.details?.['left'] as { transcript: Parameters<typeof seal>[0]['transcript'] };
  const golden = seal({
    schemaVersion: 1, name: first.name, scenario: first.name, scenarioDigest: scriptDigest(performance), driver: { name: 'azure-sdk-js', version: '1' },
    origin: { kind: 'recorded', service: 'other', date: new Date(NOW - days * DAY).toISOString(), transport: 'tcp', namespace: sha256('x') }, transcript,
  });
  const goldens: Goldens = { all: [golden], find: () => ({ golden, stale: false }) };
  expect(problems(await run(NAMES.map((name) => proof(name, 0)), { goldens }))).toEqual(told);
});
