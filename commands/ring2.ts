import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { RingproofError } from '#core/errors';
import { EXIT } from '#core/outcome';
import type { Report, Result } from '#core/report';
import type { Caught } from '#ring2/incidents/incident';
import type { Walked, WalkedJourney } from '#ring2/journeys';

const command: Command = {
  usage: '[--journey GLOB | --incidents]',
  about: 'Walks the journeys across backend, bus, jobs-manager, stub training pods, requests-proxy and averaging-service, embedded on this machine.',
  flags: {
    journey: { type: 'string', value: 'GLOB', help: 'only journeys with such names' },
    steps: { type: 'boolean', help: 'shows what every journey exchanged, not only those that did not pass' },
    incidents: { type: 'boolean', help: 'instead puts each known incident back in, and shows what catches it; exit 1 when one is not caught' },
    target: { type: 'string', value: 'WHERE', help: 'embedded' },
  },
  async run(args, { progress, signal }) {
    const where = args.text('target') ?? 'embedded';
    if (where !== 'embedded') throw new RingproofError('RP_USAGE_VALUE', { flag: '--target', value: where, expected: 'embedded.' });
    if (args.on('incidents')) {
      if (args.text('journey') !== undefined) throw new RingproofError('RP_USAGE_VALUE', { flag: '--journey', value: args.text('journey') ?? '', expected: 'With --incidents each incident names the journey that catches it.' });
      const { runIncidents } = await import('#ring2/incidents/run');
      return incidentsReport(await runIncidents({ progress, signal }));
    }
    const { runJourneys } = await import('#ring2/journeys');
    return journeysReport(await runJourneys({ glob: args.text('journey') ?? '*', progress, signal }), args.on('steps'));
  },
};
export default command;

function journeysReport({ journeys, neverExercised }: Walked, allSteps: boolean): Report {
  const report = reportOf('ring2', journeys.map((one) => journeyResult(one, allSteps)), { neverExercised });
  const notes = Object.entries(neverExercised).map(([contract, descriptions]) => `never exercised in ${contract}: ${descriptions.join(' · ')}`);
  return { ...report, notes };
}

function journeyResult({ journey, run, seconds, exercised }: WalkedJourney, allSteps: boolean): Result {
  const messages = run.exchanges.filter(({ kind }) => kind === 'message').length;
  return {
    name: journey.name, ...run.outcome,
    details: {
      incident: journey.incident, seconds: Number(seconds.toFixed(3)), messages, exercised, steps: run.steps.map((step) => ({ ...step })),
      summary: `${seconds.toFixed(1)} s, ${run.steps.length} steps, ${messages} messages, ${exercised.length} interactions; ${journey.incident}`,
      ...((allSteps || run.outcome.outcome !== 'passed') && { picture: run.steps.map(({ at, from, to, what }) => `${String(Math.round(at)).padStart(6)} ms  ${from} → ${to}: ${what}`) }),
    },
  };
}

function incidentsReport(all: Caught[]): Report {
  const results = all.map(({ incident, caught, message }): Result => {
    const { ref, date, boundary, broke, switch: wrong, fault, caughtBy } = incident;
    const by = `${caughtBy.kind} ${caughtBy.name}`;
    const details = { incident: ref, date, boundary, broke, switch: wrong, fault, caughtBy: by, caught, message, summary: `${date || 'undated'}  ${wrong}  ·  ${caught ? `caught by ${by}` : 'NOT CAUGHT'}  ·  ${fault}` };
    if (caught) return { name: ref, outcome: 'passed', details };
    return { name: ref, outcome: 'failed', reason: message, details };
  });
  const report = reportOf('ring2', results);
  const missed = all.filter(({ caught }) => !caught).length;
  return { ...report, counts: { caught: all.length - missed, missed }, ...(missed > 0 && { exit: EXIT.failed }) };
}
