import { describe, expect, test } from 'vitest';
import type { Report, Result } from '#core/report';
import { issueRepository } from '#ring2/drift/issues/repository';
import { TOKEN, fakeGithub } from '#ring2/drift/issues/testing/fake-github';
import { upsertIssues } from '#ring2/drift/issues/upsert';
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
