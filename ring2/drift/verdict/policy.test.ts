import { describe, expect, test } from 'vitest';
import type { Result } from '#core/report';
import type { Entry } from '#ring2/drift/allowances/read';
import { doubtsOf } from '#ring2/drift/doubts';
import { type DriftOptions, runDrift } from '#ring2/drift/run';
import { type DriftTarget, FeatureNotOffered } from '#ring2/drift/target';
import { parseTarget } from '#ring2/drift/targets';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

// A bus that holds locks for 30 s where 5 s were asked for: one difference, in one scenario.
const liar = lyingTarget(parseTarget('emulator:tcp'), { entities: queueOf({ lockDuration: 'PT30S' }) });
const TODAY = '2026-03-01';
const ENTRY: Entry = { scenario: 'peek-lock-complete', step: 'receive', path: 'facts.lockedUntil', owner: '@asad', reason: 'old image', link: 'https://example.com/1', expires: '2026-03-01', line: 3 };
const ONE = 'peek-lock-complete';

const run = (entries: Entry[], options: Partial<DriftOptions> = {}, left: DriftTarget = liar) =>
  runDrift({ left, right: parseTarget('emulator:tcp'), scenarios: ONE, payloads: [], allowances: { file: 'drift-allow.json', entries, today: TODAY }, ...options });
const findingsOf = (result: Result | undefined) => result?.details?.['findings'] as DriftFinding[];

describe('a finding', () => {
  test('says what it is, whom it hits, and how to see it again', async () => {
    const { results, exit, outcome } = await run([]);
    expect(findingsOf(results[0])).toEqual([{
      fingerprint: expect.stringMatching(/^peek-lock-complete:[0-9a-f]{12}$/) as string, step: 'receive', path: 'facts.lockedUntil', kind: 'timing', direction: 'neutral',
      severity: 'major', gates: true, expected: 'the first instant + 5000 ms (± 2000 ms)', actual: 'the first instant + 30000 ms (± 2000 ms)',
      contracts: ['averaging-service--service-bus', 'jobs-manager--service-bus', 'requests-proxy--service-bus'], reproduce: "ringproof drift --left 'a lying bus' --right emulator:tcp --scenario peek-lock-complete",
    }]);
    expect({ outcome, exit }).toEqual({ outcome: 'failed', exit: undefined });
  });

  test('has the same fingerprint in every run, and another by another driver', async () => {
    const runs = await Promise.all([run([]), run([]), run([], {}, { ...liar, driver: 'azure-sdk-python' })]);
    const [first, again, other] = runs.map(({ results }) => findingsOf(results[0])[0]?.fingerprint);
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  test('below the gate does not fail', async () => {
    expect(await run([], { gate: 'critical' })).toMatchObject({ outcome: 'passed', results: [{ details: { findings: [{ gates: false }] } }] });
    expect(await run([], { gate: 'major' })).toMatchObject({ outcome: 'failed' });
  });
});

describe('an allowance', () => {
  test('excuses on its last day: shown, counted, not failed', async () => {
    const report = await run([ENTRY]);
    expect(report).toMatchObject({ outcome: 'passed', counts: { passed: 1, failed: 0, excused: 1 } });
    expect(report.exit).toBeUndefined();
    expect(report.results[0]?.excused).toMatchObject([{ path: 'receive: lockedUntil', advice: expect.stringContaining('Excused until 2026-03-01 by @asad: old image (https://example.com/1)') as string }]);
    expect(findingsOf(report.results[0])[0]?.excused).toEqual({ owner: '@asad', reason: 'old image', link: 'https://example.com/1', expires: '2026-03-01' });
  });

  test.each<[string, Partial<Entry>]>([
    ['of another scenario', { scenario: 'abandon-redelivers' }], ['of another step', { step: 'send' }], ['of another path', { path: 'outcome' }],
    ['of another fingerprint', { fingerprint: 'peek-lock-complete:000000000000' }], ['for another target', { target: 'emulator:ws' }],
  ])('%s does not excuse', async (_name, changes) => {
    const { outcome, exit } = await run([{ ...ENTRY, ...changes }]);
    expect({ outcome, exit }).toEqual({ outcome: 'failed', exit: undefined });
  });

  test('that has expired breaks the policy, and says who answers for it', async () => {
    const report = await run([{ ...ENTRY, expires: '2026-02-28' }]);
    expect(report).toMatchObject({ outcome: 'failed', exit: 4 });
    expect(report.results[0]?.mismatches?.[0]?.advice).toContain('No longer excused: that ended on 2026-02-28 by @asad');
    expect(report.results[1]).toEqual({ name: 'expired allowance of peek-lock-complete, receive, facts.lockedUntil', group: 'policy', outcome: 'failed', reason: 'drift-allow.json, line 3: expired on 2026-02-28. @asad answers for it: old image (https://example.com/1)' });
  });

  test('that has expired does not hide drift that nobody ever excused', async () => {
    const report = await run([{ ...ENTRY, scenario: 'abandon-redelivers', expires: '2026-02-28' }]);
    expect(report.exit).toBeUndefined();
    expect(report.results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  });

  test('that has expired breaks the policy of a run without drift too', async () => {
    expect(await run([{ ...ENTRY, expires: '2026-02-28' }], {}, parseTarget('emulator:tcp'))).toMatchObject({ outcome: 'failed', exit: 4, counts: { passed: 1, failed: 0 } });
  });

  test('that still holds goes before one that has expired', async () => {
    expect((await run([{ ...ENTRY, expires: '2026-02-28' }, ENTRY])).results[0]).toMatchObject({ outcome: 'passed' });
  });
});

describe('an allowance that excuses nothing', () => {
  const honest = parseTarget('emulator:tcp');
  const UNUSED = 'drift-allow.json, line 3: the allowance of peek-lock-complete, receive, facts.lockedUntil excused nothing in this run: take it out.';

  test('is a warning, and breaks the policy under --strict', async () => {
    const report = await run([ENTRY], {}, honest);
    expect(report.outcome).toBe('passed');
    expect(report.notes).toContain(`warning: ${UNUSED}`);
    expect(await run([ENTRY], { strict: true }, honest)).toMatchObject({ outcome: 'failed', exit: 4, results: [{ outcome: 'passed' }, { group: 'policy', reason: expect.stringContaining(UNUSED) as string }] });
  });

  test.each<[string, Partial<Entry>]>([
    ['its scenario was not played', { scenario: 'abandon-redelivers' }],
    ['not all of its scenarios were played', { scenario: 'peek-*', wide: true }],
    ['it is about another target', { target: 'emulator:ws' }],
  ])('is none when %s', async (_name, changes) => {
    const report = await run([{ ...ENTRY, ...changes }], { strict: true }, honest);
    expect(report.outcome).toBe('passed');
  });

  test('is one when no scenario has its name', async () => {
    expect(await run([{ ...ENTRY, scenario: 'peek-lock-complet' }], { strict: true }, honest)).toMatchObject({ exit: 4 });
  });

  test('is none when its scenario came to no conclusion', async () => {
    const report = await run([ENTRY], { strict: true, scenarios: `${ONE},receive-unknown-entity` }, { ...honest, lacks: ['lock>=5s'] });
    expect(report.results).toMatchObject([{ name: ONE, outcome: 'inconclusive' }, { outcome: 'passed' }]);
  });
});

describe('a gap', () => {
  const GAP = { scenarios: 'amqp-over-websocket,receive-unknown-entity' };
  const honest = parseTarget('emulator:tcp');

  test('that is declared, with its reason, is told and counted, casts doubt on what rests on it, and decides nothing', async () => {
    const report = await run([], GAP, { ...honest, product: 'official emulator', lacks: ['websocket'] });
    expect(report).toMatchObject({ outcome: 'passed', counts: { passed: 1, failed: 0, inconclusive: 0, gaps: 1 }, results: [{ outcome: 'inconclusive', reason: expect.stringContaining('it speaks AMQP over TCP only') as string }, { outcome: 'passed' }] });
    expect(report.exit).toBeUndefined();
    expect(report.notes).toContain('gap of emulator:tcp: no websocket: it speaks AMQP over TCP only (overview-emulator; azure-service-bus-emulator-installer #51, #143)');
    const doubts = doubtsOf({ results: report.results.map((one) => ({ ...one, details: { ...one.details, contracts: ['a--service-bus'] } })) });
    expect(doubts.get('a--service-bus')).toContain('emulator:tcp lacks websocket, which amqp-over-websocket needs');
  });

  test('that nobody declared leaves the run undecided', async () => {
    expect(await run([], GAP, { ...honest, lacks: ['websocket'] })).toMatchObject({ outcome: 'inconclusive', counts: { passed: 1, inconclusive: 1, gaps: 0 } });
  });

  test('of the client decides nothing, and casts no doubt on the target', async () => {
    const poor = lyingTarget(honest, { driver: () => ({ peek: () => { throw new FeatureNotOffered({ driver: 'poor', feature: 'peek-without-receiving', reason: 'it has no eyes' }); } }) });
    const report = await run([], { scenarios: 'peek-does-not-lock,receive-unknown-entity' }, poor);
    expect(report).toMatchObject({ outcome: 'passed', counts: { passed: 1, inconclusive: 0, gaps: 1 }, results: [{ outcome: 'inconclusive', reason: 'poor does not offer peek-without-receiving: it has no eyes' }, {}] });
    expect(report.notes).toContain('gap of poor: no peek-without-receiving: it has no eyes');
    expect(doubtsOf(report).size).toBe(0);
  });
});

describe('nothing ran', () => {
  test('when every scenario needs what a target declares not to have: policy, never 0', async () => {
    const report = await run([], { scenarios: 'peek-does-not-lock' }, { ...liar, lacks: ['peek'] });
    expect(report).toMatchObject({ outcome: 'failed', exit: 4, counts: { passed: 0, inconclusive: 1 } });
    expect(report.results[1]).toMatchObject({ name: 'nothing ran', outcome: 'failed' });
  });

  test('is not said when one scenario could be played', async () => {
    const report = await run([], { scenarios: 'peek-does-not-lock,receive-unknown-entity' }, { ...parseTarget('emulator:tcp'), lacks: ['peek'] });
    expect({ outcome: report.outcome, exit: report.exit }).toEqual({ outcome: 'inconclusive', exit: undefined });
  });
});
