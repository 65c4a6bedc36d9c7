import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './harness.ts';
import { complaints } from './rules.ts';
import { type Workflow, readAction } from './yaml.ts';

const FOLDER = join(ROOT, '.github/workflows');
const files = readdirSync(FOLDER);
const own = readAction(join(ROOT, 'action.yml'));
const actionlint = process.env['RINGPROOF_ACTIONLINT'];
const text = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

/** actionlint's words on workflows. */
function linted(paths: string[]): string {
  if (!actionlint) throw new Error('RINGPROOF_ACTIONLINT names no actionlint: `go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12`.');
  const { stdout, stderr, error } = spawnSync(actionlint, ['-no-color', '-shellcheck=', '-pyflakes=', ...paths], { cwd: ROOT, encoding: 'utf8' });
  if (error) throw error;
  return `${stdout}${stderr}`;
}

const withOwnRules = (yaml: string): string => complaints(parse(yaml) as Workflow, yaml, own).join('\n');

it('actionlint has nothing to say on any workflow', () => {
  expect(linted(files.map((file) => join(FOLDER, file)))).toBe('');
});

it.each(files)('%s keeps our own rules', (file) => {
  expect(withOwnRules(text(file))).toBe('');
});

it('the steps of the action keep them too', () => {
  const yaml = readFileSync(join(ROOT, 'action.yml'), 'utf8');
  const asJob = { on: {}, permissions: { contents: 'read' }, jobs: { action: { 'timeout-minutes': 1, steps: own.runs.steps } } };
  expect(complaints(asJob, yaml, own)).toEqual([]);
});

const PIN = /actions\/checkout@[0-9a-f]{40} # v[\d.]+/;

it.each<[kind: string, file: string, from: string | RegExp, to: string, says: string]>([
  ['an unknown input of the action', 'ring2.yml', '          args:', '          arguments: x\n          args:', 'ringproof has no input arguments'],
  ["an unknown input of somebody else's action", 'drift.yml', 'persist-credentials', 'persist-credential', 'has no input persist-credential'],
  ['an action that nobody has looked at', 'drift.yml', 'actions/upload-artifact@', 'stranger/upload@', 'not among the actions that are known'],
  ['a needed input left out', 'ring2.yml', '          run: ring2\n', '', 'ringproof needs the input run'],
  ['a wrong verb', 'can-i-deploy.yml', 'run: can-i-deploy', 'run: can-i-deplay', 'ringproof does not run can-i-deplay'],
  ['an action pinned by a tag', 'drift.yml', PIN, 'actions/checkout@v7', 'actions/checkout@v7 is not pinned'],
  ['a pin without its version', 'drift.yml', / # v7\.0\.1/, '', 'has no version in a comment'],
  ['a secret on a command line', 'can-i-deploy.yml', '--to-environment', '--broker-token ${{ secrets.broker-token }}\n            --to-environment', 'a secret on the command line: args'],
  ['an expression inside a script', 'publish-pacts.yml', '"$SETUP"', '"${{ inputs.setup }}"', 'an expression inside a script'],
  ['no permissions at all', 'ring2.yml', 'permissions: {}\n', '', 'no permissions'],
  ['a permission missing for issues', 'drift.yml', '      issues: write\n', '', 'needs the permission issues: write'],
  ['a permission missing for the checkout', 'publish-pacts.yml', '      contents: read', '      issues: read', 'needs the permission contents: read'],
  ['a job without an end', 'ring2.yml', '    timeout-minutes: 10\n', '', 'no timeout-minutes'],
])('our rules catch %s', (_, file, from, to, says) => {
  const before = text(file);
  const planted = before.replace(from, () => to);
  expect(planted).not.toBe(before);
  expect(withOwnRules(planted)).toContain(says);
});

it.each<[kind: string, file: string, from: string, to: string, says: string]>([
  ['an input that the workflow does not have', 'ring2.yml', 'inputs.journey', 'inputs.jurney', 'property "jurney" is not defined'],
  ['an output of a step that is not there', 'can-i-deploy.yml', 'steps.ask.outputs', 'steps.asked.outputs', 'property "asked" is not defined'],
  ['a key that GitHub does not know', 'drift.yml', '    runs-on:', '    run-on:', 'unexpected key "run-on"'],
  ['a wrong schedule', 'drift.yml', '17 3 * * 1-5', '17 25 * * 1-5', 'invalid CRON'],
])('actionlint catches %s', (_, file, from, to, says) => {
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-lint-'));
  try {
    const planted = text(file).replace(from, () => to);
    expect(planted).not.toBe(text(file));
    writeFileSync(join(folder, file), planted);
    expect(linted([join(folder, file)])).toContain(says);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
