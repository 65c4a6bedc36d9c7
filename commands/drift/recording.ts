import { need } from '#commands/args';
import type { Args, Context, Flag } from '#commands/context';
import { shareOf } from '#commands/drift/share';
import { contractPayloads } from '#commands/payloads';
import { RingproofError } from '#core/errors';
import type { Report } from '#core/report';
import type { Ran } from '#ring2/drift/freshness/runs';
import type { Tier } from '#ring2/drift/scenario';
import type { TargetOptions } from '#ring2/drift/targets';

export const RECORD_FLAGS: Record<string, Flag> = {
  record: { type: 'boolean', help: 'keep what the right side shows as goldens in DIR (--goldens); what is there already is not asked again' },
  region: { type: 'string', value: 'NAME', help: 'with --record: where the namespace is' },
  sku: { type: 'string', value: 'NAME', help: "with --record: the namespace's tier, such as Standard" },
};

interface Recorder extends Pick<Context, 'env' | 'progress' | 'signal'> {
  now: () => number;
  say: (words: string) => void;
  ran: (ran: Ran) => void;
  runsFile: string;
  options: TargetOptions;
}

/** `drift --record`: what the right side shows becomes goldens in the folder of `--goldens`. */
export async function recordDrift(args: Args, { env, runsFile, options, ...context }: Recorder, tier: Tier, runs: number): Promise<Report> {
  const { parseConnectionString } = await import('#ring2/drift/connection-string');
  const { recordGoldens } = await import('#ring2/drift/golden/record');
  const { perform } = await import('#ring2/drift/run');
  const { loadScenarios, selectScenarios } = await import('#ring2/drift/scenarios');
  const { parseTarget } = await import('#ring2/drift/targets');

  const folder = need('drift --record', args, 'goldens');
  const text = args.text('right') ?? env['SERVICEBUS_CONNECTION_STRING'];
  if (text === undefined || text === 'golden') throw new RingproofError('RP_USAGE_MISSING', { verb: 'drift --record', what: '--right (a connection string), or SERVICEBUS_CONNECTION_STRING' });
  const target = parseTarget(text, options);
  if (!target.place) throw new RingproofError('RP_RECORD_TARGET', { target: target.name });
  const payloads = await contractPayloads();
  const selected = selectScenarios(await loadScenarios(), args.text('scenario') ?? '*', tier);
  const performances = shareOf(args, selected, target, runsFile).flatMap((scenario) => perform(scenario, payloads));
  const [region, sku] = [args.text('region'), args.text('sku')];
  return recordGoldens({
    target, emulator: parseTarget(target.transport === 'tcp' ? 'emulator:tcp' : 'emulator:ws', options), performances, folder, secrets: parseConnectionString(text).secrets, runs,
    about: { ...(region && { region }), ...(sku && { sku }) }, ...context,
  });
}
