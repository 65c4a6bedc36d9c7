import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import type { Report } from '#core/report';

const run = promisify(execFile);
const PARTS = ['package.json', 'bin.ts', 'core', 'contracts', 'pacts', 'engine', 'stubs', 'emulators', 'broker', 'journeys', 'ring2', 'commands', 'reporters'];

let copy: string | undefined;
afterEach(() => {
  if (copy) rmSync(copy, { recursive: true, force: true });
});

/** Runs the loop of a copy of ringproof in which one line was changed. */
async function runWith(file: string, right: string, wrong: string): Promise<{ code: number; report: Report }> {
  copy = mkdtempSync(join(tmpdir(), 'ringproof-fault-'));
  for (const part of PARTS) cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const source = readFileSync(join(copy, file), 'utf8');
  expect(source.split(right)).toHaveLength(2);
  writeFileSync(join(copy, file), source.replace(right, wrong));
  const { code, stdout } = await run(process.execPath, ['bin.ts', 'run', '--json'], { cwd: copy, maxBuffer: 1e8 }).then(
    ({ stdout }) => ({ code: 0, stdout }), (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }));
  return { code, report: JSON.parse(stdout) as Report };
}
const reasonOf = (report: Report, step: string) => report.results.find(({ name }) => name === step)?.reason ?? '';
const outcomes = (report: Report) => Object.fromEntries(report.results.map(({ name, outcome }) => [name, outcome]));

it('a flipped field in the backend turns verify, can-i-deploy and the run red, and each names interaction and path', { timeout: 60_000 }, async () => {
  const { code, report } = await runWith('emulators/platform/backend/routes-auth.ts', 'email: user.email,', 'mail: user.email,');
  expect(code).toBe(1);
  expect(outcomes(report)).toMatchObject({ verify: 'failed', 'can-i-deploy': 'failed' });
  expect(reasonOf(report, 'verify')).toMatch(/cli--backend "who am I": body \$.*email/);
  expect(reasonOf(report, 'can-i-deploy')).toMatch(/who am I[\s\S]*email/);
});

it('a changed averaging formula misses the golden values: verify, can-i-deploy and the journey are red', { timeout: 60_000 }, async () => {
  const { code, report } = await runWith('emulators/platform/averaging-service/state-average.ts', 'sum / shares.total', 'sum / (shares.total + 1)');
  expect(code).toBe(1);
  expect(outcomes(report)).toMatchObject({ verify: 'failed', 'can-i-deploy': 'failed', journey: 'failed' });
  expect(reasonOf(report, 'verify')).toMatch(/backend--averaging-service "the averaged weights of a cycle by the rule mean": body \$\.tensors\[0\]\.values/);
  expect(reasonOf(report, 'can-i-deploy')).toMatch(/the averaged weights of a cycle[\s\S]*\$\.tensors\[0\]\.values/);
});

it('a changed queue name is red at its producer, in its own gate', { timeout: 60_000 }, async () => {
  const { code, report } = await runWith('emulators/platform/bus.ts', "averaging: 'averaging'", "averaging: 'averages'");
  expect(code).toBe(1);
  expect(outcomes(report)).toMatchObject({ record: 'failed', verify: 'failed', 'can-i-deploy': 'failed' });
  expect(reasonOf(report, 'verify')).toMatch(/averaging-service--backend "all participants of a cycle have uploaded their weights": metadata \S*destination should be "?averaging"?, was "?averages/);
  expect(reasonOf(report, 'can-i-deploy')).toMatch(/destination/);
});
