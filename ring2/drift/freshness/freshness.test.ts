import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leastRecent } from '#ring2/drift/freshness/oldest';
import { type DriftRun, type TargetKind, appendRuns, readRuns, runsOf } from '#ring2/drift/freshness/runs';
import { freshness } from '#ring2/drift/freshness/status';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 30);
const run = (scenario: string, daysAgo: number, kind: TargetKind = 'azure', more: Partial<DriftRun> = {}): DriftRun => ({
  schemaVersion: 1, at: new Date(NOW - daysAgo * DAY).toISOString(), scenario, outcome: 'passed',
  on: { kind, digest: 'sha256:x', driver: 'azure-sdk-js', transport: 'tcp' }, ground: 'documented', ms: 1000, ...more,
});
const scenarios = (await loadScenarios()).slice(0, 3).map((scenario, index) => ({ ...scenario, name: 'abc'[index] ?? '' }));

let file: string;
beforeEach(() => { file = join(mkdtempSync(join(tmpdir(), 'ringproof-runs-')), 'deep', 'runs.jsonl'); });
afterEach(() => { rmSync(join(file, '..', '..'), { recursive: true, force: true }); });

describe('the file of runs', () => {
  it('keeps what was added, in the order of time, and nothing that names a target', () => {
    expect(readRuns(file)).toEqual([]);
    const target = parseTarget('Endpoint=sb://shop.servicebus.windows.net;SharedAccessKeyName=R;SharedAccessKey=hidden');
    const [scenario = expect.unreachable()] = scenarios;
    appendRuns(file, runsOf({ scenario, result: { name: 'a', outcome: 'passed', details: { golden: { ground: 'recorded' } } }, targets: [target, parseTarget('emulator:ws')], ms: 7 }, NOW));
    appendRuns(file, [run('b', 3)]);
    expect(readRuns(file)).toMatchObject([
      { scenario: 'b' },
      { scenario: 'a', ground: 'recorded', ms: 7, on: { kind: 'azure', driver: 'azure-sdk-js', transport: 'tcp' } }, { scenario: 'a', on: { kind: 'embedded', transport: 'websocket' } },
    ]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/shop|hidden/);
  });

  it('forgives a line that its writer did not live to end, and no other', () => {
    appendRuns(file, [run('a', 1)]);
    appendFileSync(file, '{"schemaVersion":1,"at":"20');
    expect(readRuns(file)).toHaveLength(1);
    writeFileSync(file, `${JSON.stringify(run('a', 1))}\n{"schemaVersion":1}\n`);
    expect(() => readRuns(file)).toThrow(expect.objectContaining({ code: 'RP_DRIFT_RUNS', message: `Line 2 of ${file} is not a drift run: it lacks what a run has.` }) as Error);
  });
});

describe('freshness', () => {
  const runs = [run('a', 9), run('b', 5), run('b', 2, 'embedded'), run('a', 1, 'azure', { outcome: 'failed' })];

  it('is of the last proof, the least recent first, and says what failed since', () => {
    const [first, second, third] = freshness(scenarios, runs, NOW);
    expect(first).toEqual({ scenario: 'c', on: {} });
    expect(second).toMatchObject({ scenario: 'a', proven: { age: 9 * DAY }, since: { outcome: 'failed' } });
    expect(third).toMatchObject({ scenario: 'b', proven: { age: 2 * DAY, on: { kind: 'embedded' } }, on: { azure: { age: 5 * DAY } } });
    expect(third).not.toHaveProperty('since');
  });

  it('counts only the kind of target that is asked about', () => {
    expect(freshness(scenarios, runs, NOW, 'azure').map(({ scenario, proven }) => [scenario, proven?.age])).toEqual([['c', undefined], ['a', 9 * DAY], ['b', 5 * DAY]]);
    expect(freshness(scenarios, runs, NOW, 'other').every(({ proven }) => proven === undefined)).toBe(true);
  });
});

describe('whose turn it is', () => {
  const names = (runs: DriftRun[], share: Parameters<typeof leastRecent>[3], kind: TargetKind = 'azure') => leastRecent(scenarios, runs, kind, share).map(({ name }) => name);

  it('is that of those never proven on such a target, then of the oldest', () => {
    const runs = [run('a', 1), run('b', 5), run('c', 0, 'embedded')];
    expect(names(runs, { count: 2 })).toEqual(['c', 'b']);
    expect(names(runs, { count: 2 }, 'embedded')).toEqual(['a', 'b']);
  });

  it('ends with the budget: measured where it was played, else as long as its tier allows', () => {
    const runs = [run('a', 5, 'azure', { ms: 50_000 }), run('b', 3, 'azure', { ms: 20_000 }), run('c', 1, 'azure', { ms: 9_000 })];
    expect(names(runs, { budgetMs: 60_000 })).toEqual(['a', 'c']);
    expect(scenarios.map(({ tier }) => tier)).toEqual(['minutes', 'fast', 'fast']);
    expect(names([], { budgetMs: 120_000 })).toEqual(['b', 'c']);
    expect(names([], { budgetMs: 1000 })).toEqual([]);
  });
});
