import { type Broker, type Deployability, type MergeQuery, explain, explanationLines, sentence } from '#broker/index';
import { age } from '#commands/args';
import type { Args, Context, Flag } from '#commands/context';
import { driftDoubts } from '#commands/drift/doubts';
import { RingproofError } from '#core/errors';
import type { Json } from '#core/json';
import type { Verdict } from '#core/outcome';
import type { Report } from '#core/report';
import { GRADES, type Grade } from '#core/target';

/** What a proof must be to count, and what does not count at all. */
export const DEMAND_FLAGS: Record<string, Flag> = {
  'min-evidence': { type: 'string', value: 'GRADE', help: `only count proofs of this grade or better: ${GRADES.join(' < ')}` },
  drift: { type: 'string', value: 'FILE', help: 'with --min-evidence: a report of `ringproof drift` (.json); proofs that its drift and gaps touch count for nothing short of live' },
  'max-age': { type: 'string', value: 'AGE', help: 'only count proofs younger than this: 12h, 7d, 2w' },
  ignore: { type: 'string', multiple: true, value: 'NAME', help: 'leave this application out; may be repeated' },
};

export type Demand = Omit<MergeQuery, 'pacticipant' | 'version'>;

/** @throws RingproofError RP_USAGE_VALUE, RP_USAGE_MISSING */
export function demandOf(verb: string, args: Args, { cwd }: Context): Demand {
  const minEvidence = grade(args.text('min-evidence'));
  const maxAgeMs = age(args, 'max-age');
  const doubts = minEvidence && driftDoubts(cwd, args.text('drift'));
  if (args.text('drift') && !minEvidence) throw new RingproofError('RP_USAGE_MISSING', { verb, what: '--min-evidence beside --drift' });
  return { ignore: args.texts('ignore'), ...(minEvidence && { minEvidence }), ...(maxAgeMs !== undefined && { maxAgeMs }), ...(doubts && { doubts }) };
}

export const OUTCOME = { yes: 'passed', no: 'failed', unknown: 'inconclusive' } as const satisfies Record<Deployability['verdict'], Verdict>;

interface Question { verb: string; name: string; pacticipant: string; version: string; environment?: string }

/** A verdict as a report: every reason with what failed, since when, whose turn it is and what to run next. */
export async function verdictReport(broker: Broker, { verb, name, ...asked }: Question, answer: Deployability): Promise<Report> {
  const { verdict, reasons, rows } = answer;
  const explanations = await explain(broker, asked, answer);
  const outcome = OUTCOME[verdict];
  const lines = reasons.flatMap((reason) => {
    const explained = explanations.find((one) => one.reason === reason);
    return explained ? explanationLines(explained) : [sentence(reason)];
  });
  return {
    schemaVersion: 1, verb, outcome, counts: { rows: rows.length },
    results: [{ name, outcome, reason: lines.join('\n') }],
    details: facts({ verdict, reasons, explanations, rows }),
  };
}

/** Plain data as a report carries it. */
export const facts = (value: object): Record<string, Json> => JSON.parse(JSON.stringify(value)) as Record<string, Json>;

function grade(text: string | undefined): Grade | undefined {
  const known = GRADES.find((one) => one === text);
  if (text !== undefined && !known) throw new RingproofError('RP_USAGE_VALUE', { flag: '--min-evidence', value: text, expected: `One of ${GRADES.join(', ')}.` });
  return known;
}
