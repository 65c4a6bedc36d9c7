import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { type Event, ROOT, type Ran, runWorkflow } from './harness.ts';
import { type Step, type Workflow, readWorkflow } from './yaml.ts';

const fileOf = (name: string) => join(ROOT, '.github/workflows', name);
const CALLABLE = ['can-i-deploy.yml', 'drift.yml', 'publish-pacts.yml', 'ring1.yml', 'ring2.yml'];
const workflows = Object.fromEntries(CALLABLE.map((name) => [name, readWorkflow(fileOf(name))]));
const executed = new Set<Step>();

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'ringproof-workflow-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function run(name: string, event: Omit<Event, 'workspace'> = {}, workflow = workflows[name] as Workflow): Ran {
  const ran = runWorkflow(workflow, { workspace, ...event });
  for (const { step, ran: did } of ran.steps) if (did) executed.add(step);
  return ran;
}

const ringproof = (...words: string[]) => execFileSync(process.execPath, [join(ROOT, 'bin.ts'), ...words], { cwd: workspace, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** A repository of a client, with a contract and a suite that makes its call. */
function client(): void {
  mkdirSync(join(workspace, 'contracts'));
  cpSync(join(ROOT, 'contracts/installer--backend.ts'), join(workspace, 'contracts/installer--backend.ts'));
  writeFileSync(join(workspace, 'contracts/installer--backend.ts'), readFileSync(join(ROOT, 'contracts/installer--backend.ts'), 'utf8').replace(/'#core\/(\w+)'/g, `'${ROOT}/core/$1.ts'`).replace(/'#contracts\/([\w/-]+)'/g, `'${ROOT}/contracts/$1.ts'`));
}

const SUITE = 'curl -s -d username=11111111-1111-4111-8111-111111111111 -d password=right https://api.tracebloc.io/api-token-auth/';
const PUBLISH = { contract: 'installer--backend', command: SUITE, 'broker-base-url': '' };

it('publish-pacts records the suite and publishes it with branch and commit', () => {
  client();
  const ran = run('publish-pacts.yml', { inputs: { ...PUBLISH, setup: 'echo ready > set-up' }, secrets: { 'broker-token': 'broker-secret' }, github: { ref_name: 'feature/x', sha: 'b'.repeat(40) } });
  expect(ran.failed, JSON.stringify(ran.steps.map(({ output }) => output))).toBe(false);
  expect(readFileSync(join(workspace, 'set-up'), 'utf8')).toBe('ready\n');
  expect(readFileSync(join(workspace, 'pacts/installer--backend.json'), 'utf8')).toContain('installer');
  expect(ran.summary).toContain('### ringproof publish: passed');
  expect(JSON.parse(ringproof('diff', `installer@${'b'.repeat(40)}`, `installer@${'b'.repeat(40)}`, '--json'))).toMatchObject({ outcome: 'passed' });
});

it('publish-pacts of a fork records and publishes nothing; a suite that fails stops before that', () => {
  client();
  const fork = { event_name: 'pull_request', event: { pull_request: { head: { sha: 'c'.repeat(40), repo: { full_name: 'stranger/shop' } } } } };
  const ran = run('publish-pacts.yml', { inputs: PUBLISH, github: fork });
  expect(ran.failed).toBe(false);
  expect(ran.summary).not.toContain('ringproof publish');
  expect(ran.steps.at(-1)?.output).toContain('::notice');
  const broken = run('publish-pacts.yml', { inputs: { ...PUBLISH, command: 'false' } });
  expect(broken.failed).toBe(true);
  expect(broken.steps.at(-2)).toMatchObject({ ran: false });
});

/** The virtual platform's backend, while something is done with it. */
async function withBackend(use: (url: string) => void): Promise<void> {
  const platform = spawn(process.execPath, [join(ROOT, 'bin.ts'), 'emulate', 'platform'], { cwd: workspace, stdio: ['ignore', 'pipe', 'ignore'] });
  const [first] = (await platform.stdout.take(1).toArray()) as [Buffer];
  use(first.toString().trim());
  platform.kill();
  await once(platform, 'exit');
}

const ASK = { pacticipant: 'installer', environment: 'test', 'broker-base-url': '' };

it('can-i-deploy fails while it could not tell, says so, and passes on what was proven', async () => {
  ringproof('record', 'installer--backend');
  ringproof('publish', '--consumer-app-version', '1', '--branch', 'main');
  ringproof('create-environment', 'test');
  const unknown = run('can-i-deploy.yml', { inputs: { ...ASK, version: '1' } });
  expect(unknown).toMatchObject({ failed: true, outputs: { verdict: 'inconclusive' } });
  expect(unknown.steps[0]?.output).toMatch(/^::warning title=ringproof can-i-deploy%3A installer 1 to test::There is no verified pact/m);
  await withBackend((url) => ringproof('verify', '--provider', 'backend', '--provider-base-url', url, '--publish-verification-results', '--provider-app-version', '2', '--provider-branch', 'main'));
  ringproof('record-deployment', 'backend@2', '--environment', 'test');
  const yes = run('can-i-deploy.yml', { inputs: { ...ASK, version: '1', 'min-evidence': 'emulator' } });
  expect(yes).toMatchObject({ failed: false, outputs: { verdict: 'passed' } });
  expect(run('can-i-deploy.yml', { inputs: { ...ASK, version: '1', 'min-evidence': 'live' } })).toMatchObject({ failed: true, outputs: { verdict: 'inconclusive' } });
  const alone = run('can-i-deploy.yml', { inputs: { ...ASK, version: '1', 'min-evidence': 'live', 'max-age': 'x' } });
  expect(alone).toMatchObject({ failed: true, outputs: { verdict: 'failed' }, summary: expect.stringContaining('--max-age') as string });
});

it('drift compares and keeps issues only where it may', () => {
  const ran = run('drift.yml', { github: { event_name: 'schedule' }, secrets: {}, inputs: { scenario: 'receive-unknown-entity' }, env: { GITHUB_API_URL: 'http://127.0.0.1:1' } });
  // No GitHub answers here: what was compared stands, what could not be filed is told.
  expect(ran.summary).toContain('RP_ISSUES_UNREACHABLE');
  expect(ran.failed).toBe(true);
  expect(ran.steps.at(-1)).toMatchObject({ ran: true, outcome: 'success' });
});

it('ring1 runs one row, by the name that has spaces and brackets', () => {
  const row = 'backend (a) signup to experiment';
  const ran = run('ring1.yml', { inputs: { rows: JSON.stringify([row]) }, matrix: { row } });
  expect(ran.failed, ran.steps[0]?.output).toBe(false);
  expect(ran.summary).toContain(`| ${row} |`);
  expect(() => run('ring1.yml', { inputs: { rows: '["another"]' }, matrix: { row } })).toThrow('the matrix has no row');
});

it('ring2 walks a journey', () => {
  const ran = run('ring2.yml', { inputs: { journey: 'duplicate-delivery' } });
  expect(ran.failed, ran.steps[0]?.output).toBe(false);
  expect(ran.summary).toContain('duplicate-delivery');
});

/** Steps that no test of this file has executed. */
const dead = (of: Record<string, Workflow>, done: ReadonlySet<Step>): string[] =>
  Object.entries(of).flatMap(([file, { jobs }]) => Object.values(jobs).flatMap(({ steps }) => steps.filter((step) => !done.has(step)).map((step) => `${file}: ${step.uses ?? step.run}`)));

it.each<[kind: string, plant: (workflow: Workflow) => void, says: string]>([
  ['an input that the action does not have', (workflow) => void ((workflow.jobs['ring2'] as never as { steps: Step[] }).steps[0] = { uses: 'tracebloc/ringproof@v1', with: { run: 'ring2', arg: 'x' } }), 'the action has no input arg'],
  ['an action that nobody knows', (workflow) => void workflow.jobs['ring2']?.steps.push({ uses: 'stranger/action@v1' }), 'nothing stands in for stranger/action@v1'],
  ['a secret pasted into a script', (workflow) => void workflow.jobs['ring2']?.steps.unshift({ run: 'echo ${{ secrets.broker-token }}' }), 'a secret stands in the script'],
])('the harness catches %s', (_, plant, says) => {
  const workflow = readWorkflow(fileOf('ring2.yml'));
  plant(workflow);
  expect(() => runWorkflow(workflow, { workspace, inputs: { journey: 'duplicate-delivery' }, secrets: { 'broker-token': 'broker-secret' } })).toThrow(says);
});

it('the harness catches a wrong verb, a script that fails, and a caller with an input that is not there', () => {
  const workflow = readWorkflow(fileOf('ring2.yml'));
  workflow.jobs['ring2']?.steps.splice(0, 2, { uses: 'tracebloc/ringproof@v1', with: { run: 'ring9' } });
  expect(runWorkflow(workflow, { workspace, inputs: {} })).toMatchObject({ failed: true, summary: expect.stringContaining('is not one of') as string });
  workflow.jobs['ring2']?.steps.splice(0, 2, { run: 'no-such-program' });
  expect(runWorkflow(workflow, { workspace, inputs: {} }).failed).toBe(true);
  expect(() => run('ring2.yml', { inputs: { jurney: 'x' } })).toThrow('the workflow has no input jurney');
  expect(dead({ 'x.yml': workflow }, new Set())).toEqual(['x.yml: no-such-program']);
});

afterAll(() => {
  expect(dead(workflows, executed)).toEqual([]);
});
