import { writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '#commands/context';
import { RingproofError, reasonOf } from '#core/errors';
import { nearest } from '#core/nearest';
import type { Result } from '#core/report';
import type { Hunt } from '#ring2/drift/mutation/hunt';
import type { Mutant } from '#ring2/drift/mutation/mutant';

const command: Command = {
  usage: '[NAME …] [--all]',
  about: `Plays deliberately wrong emulators against the real one: does \`ringproof drift\` find each, by the scenarios that are about
it and in the right class? 0: all found, 1: one is not, is found in another class, or turns something else red. They are edits of
the emulator's source, which the built package does not have: for a checkout of ringproof.`,
  flags: {
    all: { type: 'boolean', help: 'play every scenario that runs the changed words, not only those that are about a mutant and two ordinary ones' },
    score: { type: 'string', value: 'FILE', help: 'keep the score there, when all mutants were played and found as they should be' },
  },
  operands: Infinity,
  async run(args, { cwd, progress, signal }) {
    if (extname(fileURLToPath(import.meta.url)) !== '.ts') throw new RingproofError('RP_PREREQUISITE', { tool: "ringproof's source", what: 'wrong emulators', advice: 'Run `npx ringproof drift mutants` in a checkout of its repository, after `npm ci`.' });
    const { huntAll } = await import('#ring2/drift/mutation/hunt-all');
    const { loadMutants } = await import('#ring2/drift/mutation/load-mutants');
    const { isPerfect, scoreLine, scoreOf, seenRed } = await import('#ring2/drift/mutation/score');
    const { loadScenarios } = await import('#ring2/drift/scenarios');
    const every = await loadMutants();
    const mutants = chosen(every, args.positionals);
    const scenarios = await loadScenarios();
    progress.step('drift mutants', 0, mutants.length);
    const hunts = await huntAll(mutants, scenarios, { all: args.on('all'), signal, hunted: (done) => progress.step('drift mutants', done, mutants.length) });
    const score = scoreOf(hunts);
    const { seen, never } = seenRed(every, scenarios.map(({ name }) => name));
    const file = args.text('score');
    if (file !== undefined && hunts.length === every.length && isPerfect(score)) keep(resolve(cwd, file), score);
    return {
      schemaVersion: 1, verb: 'drift mutants', outcome: isPerfect(score) && hunts.length === mutants.length ? 'passed' : hunts.length < mutants.length ? 'inconclusive' : 'failed',
      counts: score, results: await Promise.all(hunts.map((hunt) => toResult(hunt, every.find(({ name }) => name === hunt.mutant)))),
      notes: [`${scoreLine(score)}. ${seen.length} of ${scenarios.length} scenarios are turned red${never.length > 0 ? `, all but ${never.join(', ')}` : ''}.`],
    };
  },
};
export default command;

/** @throws RingproofError `RP_USAGE_VALUE` for a name that no mutant has */
function chosen(every: readonly Mutant[], names: readonly string[]): readonly Mutant[] {
  const known = every.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new RingproofError('RP_USAGE_VALUE', { flag: 'NAME', value: unknown, expected: `A mutant, each a file below ring2/drift/mutants/; the nearest is ${nearest(unknown, known) ?? 'none'}.` });
  return names.length === 0 ? every : every.filter(({ name }) => names.includes(name));
}

async function toResult(hunt: Hunt, mutant: Mutant | undefined): Promise<Result> {
  const { foundBy, missedIn } = await import('#ring2/drift/mutation/score');
  const missed = missedIn(hunt);
  const about = mutant?.about ?? '';
  return {
    name: hunt.mutant, outcome: missed.length === 0 ? 'passed' : 'failed', ...(missed.length > 0 && { reason: [about, ...missed].join('\n') }),
    details: { ...(missed.length === 0 && { summary: `found by ${foundBy(hunt)}` }), about, ...hunt },
  };
}

function keep(file: string, score: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(score, null, 2)}\n`);
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
