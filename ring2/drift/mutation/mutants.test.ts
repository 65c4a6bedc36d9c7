import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '#core/report';
import { dependentsOf } from '#ring2/drift/mutation/dependents';
import type { Hunt } from '#ring2/drift/mutation/hunt';
import { loadMutants } from '#ring2/drift/mutation/load-mutants';
import { mutate } from '#ring2/drift/mutation/mutate';
import { isPerfect, scoreOf, seenRed } from '#ring2/drift/mutation/score';
import { loadScenarios } from '#ring2/drift/scenarios';

const mutants = await loadMutants();
const scenarios = (await loadScenarios()).map(({ name }) => name);
const hunts = new Map<string, Hunt>();

async function play(names: readonly string[]): Promise<Hunt[]> {
  const main = fileURLToPath(new URL('../../../bin.ts', import.meta.url));
  const run = promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'drift', 'mutants', '--json', ...names], { maxBuffer: 64 * 1024 * 1024 });
  // Exit code 1 says that a mutant was not found, which the tests below say in detail.
  const { stdout } = await run.catch((failure: { code?: unknown; stdout?: string }) => {
    if (failure.code !== 1) throw failure;
    return { stdout: failure.stdout ?? '' };
  });
  return (JSON.parse(stdout) as Report).results.map(({ details }) => details as unknown as Hunt);
}

describe('a deliberately wrong emulator is found, by the right scenarios, in the right class', () => {
  // In processes of their own: the mutants are loaded by hooks of Node's module loader, which is not the test runner's.
  beforeAll(async () => {
    const halves = [0, 1].map((half) => mutants.filter((_, index) => index % 2 === half).map(({ name }) => name));
    for (const lines of await Promise.all(halves.map(play))) for (const line of lines) hunts.set(line.mutant, line);
  }, 600_000);

  test.each(mutants)('$name: $about', ({ name, caught }) => {
    const found = hunts.get(name);
    expect(found?.surprises).toEqual([]);
    expect(found?.catches.map(({ scenario, found: seen, classed, instead }) => ({ scenario, found: seen, classed, instead })))
      .toEqual(Object.keys(caught).map((scenario) => ({ scenario, found: true, classed: true, instead: undefined })));
  });

  test('and each scenario finds one', () => {
    expect(seenRed(mutants, scenarios)).toEqual({ seen: scenarios, never: [] });
  });
});

describe('mutants', () => {
  test('are edits of the emulator as it is', () => {
    for (const { name, module, edits } of mutants) {
      const source = readFileSync(new URL(`../../../emulators/service-bus/${module}.ts`, import.meta.url), 'utf8');
      expect(mutate(source, edits), name).not.toBe(source);
      expect(dependentsOf(module), name).toContain('index');
    }
  });

  test('are stale when their text does not stand there exactly once', () => {
    expect(() => mutate('a b', [{ find: 'c', replace: 'd' }])).toThrow('stands 0 times');
    expect(() => mutate('a a', [{ find: 'a', replace: 'd' }])).toThrow('stands 2 times');
    expect(mutate('a b', [{ find: 'a', replace: '$&' }])).toBe('$& b');
  });

  test('share what cannot tell the difference', () => {
    const own = dependentsOf('admin/lists');
    expect([...own].sort()).toContain('admin/answer');
    expect(own).not.toContain('state/queue');
  });
});

test('what a scenario does not run cannot turn it red', async () => {
  const program = `
    import { recordReference } from '#ring2/drift/mutation/hunt';
    import { loadMutants } from '#ring2/drift/mutation/load-mutants';
    import { reachOf } from '#ring2/drift/mutation/reach';
    import { loadScenarios } from '#ring2/drift/scenarios';
    const two = (await loadScenarios()).filter(({ name }) => name === 'peek-lock-complete' || name === 'sql-like-takes-wildcards');
    const reaches = await reachOf(two, recordReference());
    const chosen = (await loadMutants()).filter(({ name }) => ['underscore-stands-for-itself', 'completed-message-stays', 'ten-connections'].includes(name));
    console.log(JSON.stringify(Object.fromEntries(chosen.map((mutant) => [mutant.name, two.filter(({ name }) => reaches(mutant, name)).map(({ name }) => name)]))));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', program], { cwd: fileURLToPath(new URL('../../../', import.meta.url)) });
  expect(JSON.parse(stdout)).toEqual({
    'completed-message-stays': ['peek-lock-complete'],
    'ten-connections': ['peek-lock-complete', 'sql-like-takes-wildcards'],
    'underscore-stands-for-itself': ['sql-like-takes-wildcards'],
  });
}, 120_000);

test('the score counts what was missed, misclassed and unexpected', () => {
  const expected = { step: 's', path: 'outcome', kind: 'semantic', direction: 'strict' } as const;
  const hunt = (found: boolean, classed: boolean, surprises: string[] = []): Hunt => ({ mutant: 'm', catches: [{ scenario: 's', expected, found, classed }], surprises, red: [] });
  expect(scoreOf([hunt(true, true), hunt(true, false), hunt(false, false), hunt(true, true, ['x is not green'])])).toEqual({ mutants: 4, found: 3, classed: 2, surprises: 1 });
  expect([hunt(true, true), hunt(true, false), hunt(true, true, ['x'])].map((one) => isPerfect(scoreOf([one])))).toEqual([true, false, false]);
  expect(isPerfect(scoreOf([]))).toBe(false);
});
