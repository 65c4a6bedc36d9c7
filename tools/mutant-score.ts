import { readFileSync } from 'node:fs';
import { loadMutants } from '#ring2/drift/mutation/load-mutants';
import { type Score, isPerfect, scoreLine, seenRed } from '#ring2/drift/mutation/score';
import { loadScenarios } from '#ring2/drift/scenarios';

/** What the last `npm run drift:mutants` showed. */
const FILE = 'ring2/drift/mutation/score.json';

/** How well the drift checker sees: the generated part of the emulator's README. */
export async function mutantScore(): Promise<string> {
  const score = JSON.parse(readFileSync(FILE, 'utf8')) as Score;
  const mutants = await loadMutants();
  if (!isPerfect(score) || score.mutants !== mutants.length) throw new Error(`${FILE} is stale, there are ${mutants.length} mutants: run \`npm run drift:mutants\`.`);
  const scenarios = await loadScenarios();
  const { seen, never } = seenRed(mutants, scenarios.map(({ name }) => name));
  return `${mutants.length} deliberately wrong emulators, each this one with a few words changed: **${scoreLine(score)}**.
${seen.length} of ${scenarios.length} scenarios are turned red by at least one${never.length > 0 ? `; never seen red: ${never.join(', ')}` : ''}.
`;
}
