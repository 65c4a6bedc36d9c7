// npm run drift:mutants -- [--all] [NAME …]: plays every deliberately wrong emulator against the real one; 1 when one is not
// found, is found in another class, or turns something else red. With all of them the score is kept, for the README.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Hunt, hunt, recordReference } from '#ring2/drift/mutation/hunt';
import { loadMutants } from '#ring2/drift/mutation/load-mutants';
import { reachOf } from '#ring2/drift/mutation/reach';
import { huntLines, isPerfect, scoreLine, scoreOf, seenRed } from '#ring2/drift/mutation/score';
import { loadScenarios } from '#ring2/drift/scenarios';

/** Most of a hunt is waiting for what must not come. */
const AT_ONCE = 12;

const { values: { all, json }, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const scenarios = await loadScenarios();
const everyMutant = await loadMutants();
const mutants = everyMutant.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !mutants.some((mutant) => mutant.name === name));
if (unknown.length > 0) {
  process.stderr.write(`There is no mutant ${unknown.join(', ')}; each is a file below ring2/drift/mutants/.\n`);
  process.exit(2);
}
const reference = recordReference();
const reaches = all ? await reachOf(scenarios, reference) : undefined;
const hunts: Hunt[] = [];
const waiting = [...mutants];
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    const found = await hunt(mutant, scenarios, reference, reaches);
    hunts.push(found);
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : huntLines(found, mutant));
  }
}));
const score = scoreOf(hunts);
if (!json) {
  const { seen, never } = seenRed(everyMutant, scenarios.map(({ name }) => name));
  process.stdout.write(`${scoreLine(score)}. ${seen.length} of ${scenarios.length} scenarios are turned red${never.length > 0 ? `, all but ${never.join(', ')}` : ''}.\n`);
}
if (positionals.length === 0 && isPerfect(score)) writeFileSync(new URL('./score.json', import.meta.url), `${JSON.stringify(score, null, 2)}\n`);
// The SDK keeps timers for an hour.
process.exit(isPerfect(score) ? 0 : 1);
