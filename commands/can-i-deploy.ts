import type { Deployability } from '#broker/index';
import { sentence } from '#broker/index';
import { age, need, pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { driftDoubts } from '#commands/drift/doubts';
import { RingproofError } from '#core/errors';
import type { Verdict } from '#core/outcome';
import type { Report } from '#core/report';
import { GRADES, type Grade } from '#core/target';

const OUTCOME: Record<Deployability['verdict'], Verdict> = { yes: 'passed', no: 'failed', unknown: 'inconclusive' };

const command: Command = {
  usage: 'NAME@VERSION --to-environment ENV',
  about: 'Says whether a version works with everything that runs in an environment: yes (0), no (1), unknown (3), with reasons.',
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'the version to deploy' },
    'to-environment': { type: 'string', value: 'ENV', help: 'where to' },
    'min-evidence': { type: 'string', value: 'GRADE', help: `only count proofs of this grade or better: ${GRADES.join(' < ')}` },
    drift: { type: 'string', value: 'FILE', help: 'with --min-evidence: a report of `ringproof drift` (.json); proofs that its drift and gaps touch count for nothing short of live' },
    'max-age': { type: 'string', value: 'AGE', help: 'only count proofs younger than this: 12h, 7d, 2w' },
    ignore: { type: 'string', multiple: true, value: 'NAME', help: 'leave this application out; may be repeated' },
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const { pacticipant, version } = pacticipantVersion('can-i-deploy', args);
    const environment = need('can-i-deploy', args, 'to-environment');
    const minEvidence = grade(args.text('min-evidence'));
    const maxAgeMs = age(args, 'max-age');
    const doubts = minEvidence && driftDoubts(context.cwd, args.text('drift'));
    if (args.text('drift') && !minEvidence) throw new RingproofError('RP_USAGE_MISSING', { verb: 'can-i-deploy', what: '--min-evidence beside --drift' });
    await using broker = openBroker(args, context);
    const answer = await broker.canIDeploy({
      pacticipant, version, environment, ignore: args.texts('ignore'), ...(minEvidence && { minEvidence }), ...(maxAgeMs && { maxAgeMs }), ...(doubts && { doubts }),
    });
    return deployReport(`${pacticipant} ${version} to ${environment}`, answer);
  },
};
export default command;

function deployReport(name: string, { verdict, reasons, rows }: Deployability): Report {
  const outcome = OUTCOME[verdict];
  return {
    schemaVersion: 1, verb: 'can-i-deploy', outcome, counts: { rows: rows.length },
    results: [{ name, outcome, reason: reasons.map(sentence).join('\n') }],
    details: { verdict, reasons: reasons.map((one) => ({ ...one })), rows: rows.map((row) => ({ ...row })) } as unknown as NonNullable<Report['details']>,
  };
}

function grade(text: string | undefined): Grade | undefined {
  const known = GRADES.find((one) => one === text);
  if (text !== undefined && !known) throw new RingproofError('RP_USAGE_VALUE', { flag: '--min-evidence', value: text, expected: `One of ${GRADES.join(', ')}.` });
  return known;
}
