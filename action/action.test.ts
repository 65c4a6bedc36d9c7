import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { Report, Result } from '#core/report';
import { annotationsOf } from './annotations.ts';
import { argumentsOf } from './arguments.ts';
import { locateIn } from './locate.ts';
import { annotationLine, outputLines } from './workflow-commands.ts';

it('a line is a flag and its value, whatever a shell would make of it', () => {
  expect(argumentsOf({ run: 'publish', args: '--branch feature/$(reboot); x\r\n\n  --tag -b\npacts/a--b.json\n--json', command: '' }))
    .toEqual(['publish', '--branch=feature/$(reboot); x', '--tag=-b', 'pacts/a--b.json', '--json']);
});

it('a wrong verb is refused with the nearest one, and a command where none runs', () => {
  expect(() => argumentsOf({ run: 'verfy', args: '', command: '' })).toThrow('Did you mean "verify"?');
  expect(() => argumentsOf({ run: 'verify', args: '', command: 'pytest' })).toThrow('only `run: record`');
});

it('what a message holds ends neither the command nor the output', () => {
  expect(annotationLine({ level: 'error', title: 'a: b, c', message: '100 %\n::add-mask::x', file: 'pacts/a--b.json', line: 3 }))
    .toBe('::error title=a%3A b%2C c,file=pacts/a--b.json,line=3::100 %25%0A::add-mask::x');
  expect(outputLines('x', 'a\nEOF\nb', 'M')).toBe('x<<M\na\nEOF\nb\nM\n');
});

const failed = (interaction: string): Result => ({ name: interaction, outcome: 'failed', mismatches: [{ code: 'body', contract: 'web--api', interaction, path: '$.id', expected: '1', actual: '2', advice: 'Mend it.' }] });
const reportWith = (results: Result[]): Report => ({ schemaVersion: 1, verb: 'verify', outcome: 'failed', counts: {}, results });

it('a mismatch stands at the line of its interaction: the contract, or the pact where there is none', () => {
  const root = mkdtempSync(join(tmpdir(), 'ringproof-action-'));
  try {
    mkdirSync(join(root, 'app/pacts'), { recursive: true });
    writeFileSync(join(root, 'app/pacts/web--api.json'), '{\n  "interactions": [\n    { "description": "a page" }\n  ]\n}\n');
    const report = reportWith([failed('a page')]);
    expect(annotationsOf(report, locateIn(root, 'app'))).toMatchObject([{ level: 'error', file: 'app/pacts/web--api.json', line: 3, message: 'web--api "a page": body $.id should be 1, was 2\nMend it.' }]);
    mkdirSync(join(root, 'app/contracts'));
    writeFileSync(join(root, 'app/contracts/web--api.ts'), "\n\n\n\ndescription: 'a page',\n");
    expect(annotationsOf(report, locateIn(root, 'app'))).toMatchObject([{ file: 'app/contracts/web--api.ts', line: 5 }]);
    expect(locateIn(root, 'app')('../../etc/passwd', '')).toBeUndefined();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

it('of more than GitHub shows, the last says how many are left', () => {
  const many = annotationsOf(reportWith(Array.from({ length: 14 }, (_, index) => failed(`n ${index}`))), () => undefined);
  expect(many).toHaveLength(10);
  expect(many.at(-1)?.message).toContain('and 5 more');
});

function step(cwd: string, inputs: Record<string, string>): Promise<{ code: number; stdout: string }> {
  const env = { PATH: process.env['PATH'], HOME: cwd, GITHUB_WORKSPACE: cwd, GITHUB_OUTPUT: join(cwd, 'output'), GITHUB_STEP_SUMMARY: join(cwd, 'summary'), ...inputs };
  return new Promise((done) => {
    execFile(process.execPath, [resolve('action/main.ts')], { cwd, env }, (error, stdout) => done({ code: Number(error?.code ?? 0), stdout }));
  });
}

it('a step fails with the exit code of the verb, silences what it says and tells outputs, summary and annotation', { timeout: 60_000 }, async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'ringproof-action-'));
  try {
    const secret = { RINGPROOF_ACTION_BROKER_TOKEN: 'broker-secret' };
    const recorded = await step(cwd, { ...secret, RINGPROOF_ACTION_RUN: 'record', RINGPROOF_ACTION_ARGS: 'installer--backend\n--interaction *wrong password*', RINGPROOF_ACTION_COMMAND: 'env > seen; echo "::add-mask::x"; exit 9' });
    expect(recorded.code).toBe(1);
    expect(recorded.stdout.split('\n').filter((line) => line.startsWith('::'))).toEqual([
      expect.stringMatching(/^::stop-commands::[\w-]{36}$/), expect.stringMatching(/^::[\w-]{36}::$/), expect.stringMatching(/^::error title=ringproof record::RP_CONSUMER_FAILED: /),
    ]);
    expect(readFileSync(join(cwd, 'seen'), 'utf8')).not.toContain('broker-secret');
    expect(readFileSync(join(cwd, 'output'), 'utf8')).toMatch(/verdict<<(.*)\nfailed\n\1\nexit-code<<(.*)\n1\n/);
    expect(readFileSync(join(cwd, 'summary'), 'utf8')).toContain('RP_CONSUMER_FAILED');
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
});
