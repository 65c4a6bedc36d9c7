import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report, Result } from '#core/report';
import { startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { issueRepository } from '#ring2/drift/issues/repository';
import { type FakeIssue, TOKEN, fakeGithub } from '#ring2/drift/issues/testing/fake-github';
import { upsertIssues } from '#ring2/drift/issues/upsert';
import { createMeter } from '#ring2/drift/provision/meter';
import { runDrift } from '#ring2/drift/run';
import type { DriftTarget } from '#ring2/drift/target';
import { parseTarget } from '#ring2/drift/targets';
import { provisionedTarget } from '#ring2/drift/targets/provisioned';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

const finding = (scenario: string, changes: Partial<DriftFinding> = {}): DriftFinding => ({
  fingerprint: `${scenario}:0123456789ab`, step: 'receive', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral', severity: 'major', gates: true,
  expected: 1, actual: 0, contracts: [], reproduce: `ringproof drift --scenario ${scenario}`, ...changes,
});
const failed = (scenario: string, changes: Partial<DriftFinding> = {}): Result => ({ name: scenario, outcome: 'failed', details: { scenario, findings: [finding(scenario, changes)] } });
const passed = (scenario: string, findings: DriftFinding[] = []): Result => ({ name: scenario, outcome: 'passed', details: { scenario, findings } });
const inconclusive = (scenario: string): Result => ({ name: scenario, outcome: 'inconclusive', reason: 'no answer', details: { scenario, findings: [] } });
const reportOf = (results: Result[], left = 'emulator:tcp'): Report => ({ schemaVersion: 1, verb: 'drift', outcome: 'failed', counts: {}, results, details: { left: { name: left }, right: { name: 'cloud (tcp)' } } });

type Fake = Awaited<ReturnType<typeof fakeGithub>>;
const upsert = ({ address }: Fake, results: Result[], { max = 10, left }: { max?: number; left?: string } = {}) => upsertIssues(reportOf(results, left), issueRepository(address), max);
const stateOf = ({ issues }: Fake) => issues.map(({ number, state, title }) => `#${number} ${state} ${title}`);

test('an issue for each difference, found again by its marker whatever its title says', async () => {
  await using github = await fakeGithub();
  expect(await upsert(github, [failed('a'), failed('b'), passed('c')])).toEqual({ created: [1, 2], updated: [], reopened: [], closed: [] });
  expect(stateOf(github)).toEqual(['#1 open Drift: a, receive: deliveryCount', '#2 open Drift: b, receive: deliveryCount']);
  expect(github.issues[0]?.labels).toEqual(['drift']);
  expect(github.issues[0]?.body).toContain('ringproof drift --scenario a');
  for (const issue of github.issues) issue.title = 'renamed by a person';
  expect(await upsert(github, [failed('a'), failed('b')])).toEqual({ created: [], updated: [], reopened: [], closed: [] });
});

test('what changed is brought up to date; gone is closed with a comment; back is reopened with one', async () => {
  await using github = await fakeGithub();
  await upsert(github, [failed('a')]);
  expect(await upsert(github, [failed('a', { actual: 7 })])).toMatchObject({ updated: [1] });
  expect(github.issues[0]?.body).toContain('\n7\n');
  expect(await upsert(github, [passed('a')])).toMatchObject({ closed: [1] });
  expect(github.issues[0]).toMatchObject({ state: 'closed', comments: ['The last run did not show this any more.'] });
  expect(await upsert(github, [passed('a')])).toMatchObject({ closed: [] });
  expect(await upsert(github, [failed('a')])).toMatchObject({ created: [], reopened: [1] });
  expect(github.issues[0]).toMatchObject({ state: 'open', comments: [expect.any(String), 'This difference is back.'] });
});

test.each<[string, Result[], string | undefined]>([
  ['came to no conclusion', [inconclusive('a')], undefined], ['was not played', [passed('b')], undefined], ['is excused', [passed('a', [finding('a', { excused: { owner: 'x', reason: 'x', link: 'x', expires: '2030-01-01' } })])], undefined],
  ['passed with one message and not with another', [passed('a'), inconclusive('a')], undefined], ['passed on another target', [passed('a')], 'emulator:ws'],
])('an issue stays when its scenario %s', async (_name, results, left) => {
  await using github = await fakeGithub();
  await upsert(github, [failed('a')]);
  expect(await upsert(github, results, left === undefined ? {} : { left })).toEqual({ created: [], updated: [], reopened: [], closed: [] });
});

test('an excused difference opens none, one whose allowance has expired does', async () => {
  await using github = await fakeGithub();
  const excused = { owner: 'x', reason: 'x', link: 'x', expires: '2026-01-01' };
  await upsert(github, [passed('a', [finding('a', { excused })]), failed('b', { excused: { ...excused, expired: true } })]);
  expect(stateOf(github)).toEqual(['#1 open Drift: b, receive: deliveryCount']);
});

test('never more than --max-issues, the worst first; the rest share one, which goes when there is no rest', async () => {
  await using github = await fakeGithub();
  await upsert(github, [failed('a', { severity: 'minor' }), failed('b'), failed('c', { severity: 'critical' }), failed('d', { severity: 'minor' })], { max: 2 });
  expect(stateOf(github)).toEqual(['#1 open Drift: c, receive: deliveryCount', '#2 open Drift: b, receive: deliveryCount', '#3 open Drift: 2 more differences']);
  expect(github.issues[2]?.body).toMatch(/- minor `a:0123456789ab`[\s\S]*- minor `d:0123456789ab`/);
  await upsert(github, [failed('a'), passed('b'), failed('c', { severity: 'critical' }), passed('d')], { max: 2 });
  expect(stateOf(github)).toEqual(['#1 open Drift: c, receive: deliveryCount', '#2 closed Drift: b, receive: deliveryCount', '#3 closed Drift: 2 more differences', '#4 open Drift: a, receive: deliveryCount']);
});

test('the issue of the rest stays while some of it was not played', async () => {
  await using github = await fakeGithub();
  await upsert(github, [failed('a'), failed('b'), failed('c')], { max: 1 });
  expect(await upsert(github, [failed('a'), passed('b')], { max: 1 })).toMatchObject({ closed: [] });
  expect(await upsert(github, [failed('a'), passed('b'), passed('c')], { max: 1 })).toMatchObject({ closed: [2] });
});

describe('a run that ended before it had played everything', () => {
  const two = { max: 2 };

  test('does not forget what the issue of the rest says of others', async () => {
    await using github = await fakeGithub();
    await upsert(github, [failed('a'), failed('b'), failed('c'), failed('d')], two);
    expect(stateOf(github)[2]).toBe('#3 open Drift: 2 more differences');
    // e is new and c is gone; d was not played.
    await upsert(github, [failed('a'), failed('b'), passed('c'), failed('e')], two);
    expect(stateOf(github)[2]).toBe('#3 open Drift: 2 more differences');
    expect([...(github.issues[2]?.body ?? '').matchAll(/^- \w+ `(\w)/gm)].map(([, name]) => name)).toEqual(['d', 'e']);
    await upsert(github, [passed('e')], two);
    expect(stateOf(github)[2]).toBe('#3 open Drift: 1 more difference');
    expect(github.issues[2]?.body).toContain('`d:');
    await upsert(github, [passed('d')], two);
    expect(stateOf(github)[2]).toMatch('#3 closed');
  });

  test('opens no more than --max-issues beside those of what it did not play', async () => {
    await using github = await fakeGithub();
    await upsert(github, [failed('a'), failed('b')], two);
    await upsert(github, [failed('c')], two);
    expect(stateOf(github)).toEqual(['#1 open Drift: a, receive: deliveryCount', '#2 open Drift: b, receive: deliveryCount', '#3 open Drift: 1 more difference']);
  });

  /** Two scenarios with one difference each: a lock of 30 s where 5 s were asked for. */
  const scenarios = 'lock-expiry-redelivers,peek-lock-complete';
  const liar = (honest: DriftTarget) => lyingTarget(honest, { entities: queueOf({ lockDuration: 'PT30S' }) });
  const emulator = parseTarget('emulator:tcp');
  /** Files what both scenarios show, closes the second's by hand, and gives the state of all. */
  async function filed(github: Fake, left: DriftTarget): Promise<FakeIssue[]> {
    await upsertIssues(await runDrift({ left, right: emulator, scenarios, payloads: [] }), issueRepository(github.address), 10);
    expect(new Set(github.issues.map(({ title }) => title.split(',')[0]))).toEqual(new Set(['Drift: lock-expiry-redelivers', 'Drift: peek-lock-complete']));
    const [closed = expect.unreachable()] = github.issues.filter(({ title }) => title.includes('peek-lock-complete'));
    closed.state = 'closed';
    return structuredClone(github.issues);
  }
  const about = (issues: readonly FakeIssue[], name: string) => issues.filter(({ title }) => title.includes(name));

  test('interrupted: what it did not come to is neither closed nor reopened', async () => {
    await using github = await fakeGithub();
    const before = await filed(github, liar(emulator));
    const stop = new AbortController();
    const progress = { step: (_text: string, done?: number) => void (done === 1 && stop.abort()) };
    // Nothing lies any more, and only the first is played.
    const report = await runDrift({ left: { ...emulator, name: 'a lying bus' }, right: emulator, scenarios, payloads: [], progress, signal: stop.signal });
    expect(report.results).toMatchObject([{ outcome: 'passed' }, { outcome: 'inconclusive', reason: 'interrupted' }]);
    await upsertIssues(report, issueRepository(github.address), 10);
    expect(about(github.issues, 'lock-expiry-redelivers').every(({ state }) => state === 'closed')).toBe(true);
    expect(about(github.issues, 'peek-lock-complete')).toEqual(about(before, 'peek-lock-complete'));
  });

  test('out of its budget: nothing else is touched than what was played', async () => {
    await using github = await fakeGithub();
    await using bus = await startServiceBus();
    const at = (meter = createMeter()) => liar(provisionedTarget(parseConnectionString(bus.connectionString), azureSdkJs, { meter, ledgerFile: join(tmpdir(), `ringproof-issues-${process.pid}.jsonl`), patience: { patienceMs: 500, briefMs: 50, answerMs: 5000, backoffMs: 1 } }));
    const names = 'peek-does-not-lock,peek-lock-complete';
    const play = (meter = createMeter()) => runDrift({ left: at(meter), right: emulator, scenarios: names, payloads: [] });
    const all = createMeter();
    await upsertIssues(await play(all), issueRepository(github.address), 10);
    const before = structuredClone(github.issues);
    expect(about(before, 'peek-lock-complete')).toHaveLength(1);
    const report = await play(createMeter({ operations: all.operations - 1 }));
    expect(report.results[1]).toMatchObject({ name: 'peek-lock-complete', outcome: 'inconclusive', reason: expect.stringContaining('--max-operations') as string });
    // What was played may be told anew: its times are real.
    expect(await upsertIssues(report, issueRepository(github.address), 10)).toMatchObject({ created: [], reopened: [], closed: [] });
    expect(about(github.issues, 'peek-lock-complete')).toEqual(about(before, 'peek-lock-complete'));
    rmSync(join(tmpdir(), `ringproof-issues-${process.pid}.jsonl`));
  });
});

test('reads all pages, and neither pull requests nor issues without the label', async () => {
  await using github = await fakeGithub('acme/shop', 2);
  await upsert(github, ['a', 'b', 'c', 'd', 'e'].map((name) => failed(name)));
  const [first] = github.issues;
  if (first) github.issues.unshift({ ...first, number: 90, labels: [] }, { ...first, number: 91, pull_request: {} });
  github.calls.length = 0;
  expect(await upsert(github, ['a', 'b', 'c', 'd', 'e'].map((name) => failed(name)))).toEqual({ created: [], updated: [], reopened: [], closed: [] });
  expect(github.calls).toEqual(['GET /issues', 'GET /issues', 'GET /issues']);
});

test('a next page on another server is not asked: the token would go there', async () => {
  await using github = await fakeGithub();
  await using thief = await fakeGithub();
  github.refuse(() => ({ status: 200, body: [], headers: { link: `<${thief.address.apiUrl}/issues?page=2>; rel="next"` } }));
  await issueRepository(github.address).issues();
  expect(thief.calls).toEqual([]);
});

test('what a foreign service says cannot break out of its fence, nor be too long', async () => {
  await using github = await fakeGithub();
  await upsert(github, [failed('a', { actual: '```\n@everyone <!-- ringproof-drift summary x y -->', expected: 'x'.repeat(100_000) })], { left: 'a --> b' });
  const [issue] = github.issues;
  expect(issue?.body).toContain('````\n```\n@everyone');
  expect(issue?.body.length).toBeLessThan(10_000);
  expect(issue?.body.split('\n')[0]).toBe('<!-- ringproof-drift a%3A0123456789ab a%20%2D%2D%3E%20b cloud%20(tcp) -->');
  expect(await upsert(github, [passed('a')], { left: 'a --> b' })).toMatchObject({ closed: [1] });
});

describe('what GitHub refuses is an error without the token', () => {
  test.each<[string, { status: number; headers?: Record<string, string>; body?: object }, string, string]>([
    ['the limit of calls', { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225600' }, body: { message: 'API rate limit exceeded' } }, 'RP_ISSUES_LIMITED', 'until 2026-01-01T00:00:00.000Z'],
    ['the secondary limit', { status: 429, headers: { 'retry-after': '60' } }, 'RP_ISSUES_LIMITED', 'for 60 s'],
    ['no right to write', { status: 403, body: { message: 'Resource not accessible by integration' } }, 'RP_ISSUES_REFUSED', '403: Resource not accessible by integration'],
    ['an invalid text', { status: 422, body: { message: 'Validation Failed', errors: [{ field: 'title' }] } }, 'RP_ISSUES_REFUSED', '422: Validation Failed [{"field":"title"}]'],
    ['issues switched off', { status: 410, body: { message: 'Issues are disabled for this repo' } }, 'RP_ISSUES_REFUSED', '410: Issues are disabled'],
    ['a page that is no JSON', { status: 502 }, 'RP_ISSUES_REFUSED', '502'],
  ])('%s', async (_name, answer, code, says) => {
    await using github = await fakeGithub();
    github.refuse((call) => (call.startsWith('POST') ? answer : undefined));
    const error = await upsert(github, [failed('a')]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, exitCode: 3, message: expect.stringContaining(says) as string });
    expect(String(error)).not.toContain(TOKEN);
  });

  test('a wrong token', async () => {
    await using github = await fakeGithub();
    const repository = issueRepository({ ...github.address, token: 'wrong' });
    await expect(repository.issues()).rejects.toThrow('401: Bad credentials');
  });

  test('nobody there', async () => {
    const github = await fakeGithub();
    await github[Symbol.asyncDispose]();
    await expect(issueRepository(github.address).issues()).rejects.toMatchObject({ code: 'RP_ISSUES_UNREACHABLE' });
  });
});
