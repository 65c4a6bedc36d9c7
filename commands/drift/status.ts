import { age } from '#commands/args';
import type { Command } from '#commands/context';
import { driftRunsFile } from '#commands/drift/runs';
import { RingproofError } from '#core/errors';
import { EXIT } from '#core/outcome';
import type { Result } from '#core/report';
import { ageInWords } from '#ring2/drift/freshness/age-in-words';
import { type DriftRun, TARGET_KINDS, readRuns } from '#ring2/drift/freshness/runs';
import { type Freshness, freshness } from '#ring2/drift/freshness/status';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';

const command: Command = {
  usage: '[--max-age AGE] [--on KIND] [--scenario GLOB]',
  about: `Says when each scenario last passed, and on what, the least recent first. Every \`ringproof drift\` notes its runs in
.ringproof/drift-runs.jsonl. With --max-age, a scenario without a proof that young ends it with 4.`,
  flags: {
    'max-age': { type: 'string', value: 'AGE', help: 'how old a proof may be: 12h, 30d, 4w' },
    on: { type: 'string', value: 'KIND', help: `only count proofs on this: ${TARGET_KINDS.join(', ')} (default any); other is any bus at an address that is not Azure's` },
    scenario: { type: 'string', value: 'GLOB', help: 'only scenarios with such names' },
  },
  async run(args, context) {
    const maxAge = age(args, 'max-age');
    const on = TARGET_KINDS.find((kind) => kind === args.text('on'));
    if (args.text('on') !== undefined && !on) throw new RingproofError('RP_USAGE_VALUE', { flag: '--on', value: args.text('on') ?? '', expected: `One of ${TARGET_KINDS.join(', ')}.` });
    const scenarios = selectScenarios(await loadScenarios(), args.text('scenario') ?? '*', 'nightly');
    const all = freshness(scenarios, readRuns(driftRunsFile(context)), context.clock.now(), on);
    const isStale = ({ proven }: Freshness) => maxAge !== undefined && (proven?.age ?? Infinity) > maxAge;
    const stale = all.filter(isStale).length;
    return {
      schemaVersion: 1, verb: 'drift status', outcome: stale > 0 ? 'inconclusive' : 'passed', ...(stale > 0 && { exit: EXIT.policy }),
      counts: { proven: all.filter(({ proven }) => proven).length, never: all.filter(({ proven }) => !proven).length, ...(maxAge !== undefined && { stale }) },
      results: all.map((one) => toResult(one, isStale(one), on)),
    };
  },
};
export default command;

function toResult({ scenario, proven, since, on }: Freshness, stale: boolean, counts: string | undefined): Result {
  const where = (run: DriftRun & { age: number }) => `${ageInWords(run.age)} ago on ${run.on.kind} by ${run.on.driver} over ${run.on.transport} (expectation: ${run.ground})`;
  const others = Object.values(on).filter((run) => run.at !== proven?.at || run.on.kind !== proven.on.kind);
  const summary = [proven ? where(proven) : counts === undefined ? 'never' : `never on ${counts}`, ...others.map(where), ...(since ? [`${since.outcome} since, on ${since.on.kind}`] : [])].join('; ');
  return {
    name: scenario, outcome: stale || !proven ? 'inconclusive' : 'passed',
    details: { summary, stale, ...(proven && { proven: facts(proven) }), on: Object.fromEntries(Object.entries(on).map(([kind, run]) => [kind, facts(run)])), ...(since && { since: facts(since) }) },
  };
}

const facts = ({ at, outcome, on, ground, ms }: DriftRun) => ({ at, outcome, on: { ...on }, ground, ms });
