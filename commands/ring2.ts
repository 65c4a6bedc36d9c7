import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';

const command: Command = {
  usage: '[--journey GLOB]',
  about: 'Walks the journeys across backend, bus, jobs-manager, stub training pods, requests-proxy and averaging-service, embedded on this machine.',
  flags: {
    journey: { type: 'string', value: 'GLOB', help: 'only journeys with such names' },
    target: { type: 'string', value: 'WHERE', help: 'embedded' },
  },
  async run(args, { progress, signal }) {
    const where = args.text('target') ?? 'embedded';
    if (where !== 'embedded') throw new RingproofError('RP_USAGE_VALUE', { flag: '--target', value: where, expected: 'embedded.' });
    const { runJourneys } = await import('#ring2/journeys');
    const runs = await runJourneys({ glob: args.text('journey') ?? '*', progress, signal });
    const results = runs.map(({ journey, run }): Result => ({
      name: journey.name, ...run.outcome,
      details: { incident: journey.incident, steps: run.steps.map((step) => ({ ...step })), summary: `${run.steps.length} steps; ${journey.incident}` },
    }));
    return reportOf('ring2', results);
  },
};
export default command;
