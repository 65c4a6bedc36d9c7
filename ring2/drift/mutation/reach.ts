import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import type { Mutant } from '#ring2/drift/mutation/mutant';
import type { Scenario } from '#ring2/drift/scenario';

const EMULATOR = new URL('../../../emulators/service-bus/', import.meta.url).href;

type Functions = readonly Profiler.FunctionCoverage[];

/**
 * Which scenarios run the words that a mutant changes: one that does not cannot turn red, as the two emulators do the same
 * up to there. Scenarios are played one by one on the real emulator, its coverage taken after each.
 */
export async function reachOf(scenarios: readonly Scenario[], play: (scenario: Scenario) => Promise<unknown>): Promise<(mutant: Mutant, scenario: string) => boolean> {
  // Optimised code does not count the calls of small functions that it has inlined.
  for (const tier of ['turbofan', 'maglev']) setFlagsFromString(`--no-${tier}`);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const take = async () => byModule((await session.post('Profiler.takePreciseCoverage')).result);
  await import('#emulators/service-bus/index');
  const known = await take();
  const ran = new Map<string, Map<string, Functions>>();
  for (const scenario of scenarios) {
    await play(scenario);
    const covered = await take();
    for (const [module, functions] of covered) known.set(module, [...(known.get(module) ?? []), ...functions]);
    ran.set(scenario.name, covered);
  }
  await session.post('Profiler.disable');
  session.disconnect();
  for (const tier of ['turbofan', 'maglev']) setFlagsFromString(`--${tier}`);
  return ({ module, edits }, scenario) => edits.some(({ find, replace }) => {
    const at = changedAt(module, find, replace);
    // What stands outside of functions runs when the module is loaded and may be used anywhere; what is only added there, by the other edits.
    if (!innermost(known.get(module) ?? [], at)) return !replace.includes(find) && !find.startsWith('import ');
    return (innermost(ran.get(scenario)?.get(module) ?? [], at)?.count ?? 0) > 0;
  });
}

const byModule = (scripts: readonly Profiler.ScriptCoverage[]): Map<string, Functions> => new Map(scripts
  .filter(({ url }) => url.startsWith(EMULATOR) && url.endsWith('.ts'))
  // The first is the module as a whole.
  .map(({ url, functions }) => [url.slice(EMULATOR.length, -'.ts'.length), functions.filter(({ ranges }) => (ranges[0]?.startOffset ?? 0) > 0)]));

/** The smallest range around a place, of those of all functions. */
function innermost(functions: Functions, at: number): Profiler.CoverageRange | undefined {
  let found: Profiler.CoverageRange | undefined;
  for (const { ranges } of functions) {
    for (const range of ranges) {
      if (range.startOffset > at || range.endOffset <= at) continue;
      if (!found || range.endOffset - range.startOffset <= found.endOffset - found.startOffset) found = range;
    }
  }
  return found;
}

/** Where the first letter is that the edit changes. */
function changedAt(module: string, find: string, replace: string): number {
  let same = 0;
  while (same < find.length - 1 && find[same] === replace[same]) same += 1;
  return readFileSync(new URL(`${module}.ts`, EMULATOR), 'utf8').indexOf(find) + same;
}
