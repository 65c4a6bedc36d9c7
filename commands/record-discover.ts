import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { wholeNumber } from '#commands/args';
import type { Args, Context } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { RingproofError, reasonOf } from '#core/errors';
import type { Report } from '#core/report';

/**
 * Drafts a contract from what a consumer says to the real provider. A contract that is there already is never replaced.
 * @throws RingproofError RP_USAGE_*, RP_FILE_UNWRITABLE, RP_CONSUMER_*, RP_DISCOVER_*
 */
export async function discover(args: Args, { cwd, env, signal, childOutput }: Context): Promise<Report> {
  const [name = ''] = args.positionals;
  const [, consumer, provider] = /^([a-z0-9][a-z0-9.-]*?)--([a-z0-9][a-z0-9.-]*)$/.exec(name) ?? [];
  if (!consumer || !provider || args.positionals.length !== 1) throw new RingproofError('RP_USAGE_MISSING', { verb: 'record --discover', what: 'one name, `consumer--provider`' });
  if (args.command.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb: 'record --discover', what: 'a command behind `--`' });
  const file = join(resolve(cwd, args.text('contracts') ?? 'contracts'), `${name}.ts`);
  if (existsSync(file)) throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: 'a contract is there already' });
  const { discoverTraffic } = await import('#engine/index');
  const { draftFromTraffic } = await import('#documents/draft-traffic');
  const { draftText } = await import('#documents/draft');
  const upstream = args.text('upstream');
  const exchanges = await discoverTraffic({
    command: args.command, from: consumer, to: provider, env, signal, onOutput: childOutput,
    timeoutMs: wholeNumber(args, 'timeout', 60, [1, 86_400]) * 1000, expectExit: wholeNumber(args, 'expect-exit', 0, [0, 255]), ...(upstream !== undefined && { upstream }),
  });
  const contract = draftFromTraffic(exchanges, { consumer, provider, file, by: args.text('by') ?? basename(args.command[0] ?? '') });
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, draftText(contract), { flag: 'wx' });
  } catch (problem) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(problem) }, problem);
  }
  return reportOf('record', [{ name: file, outcome: 'passed', details: { summary: `${contract.interactions.length} interaction(s) to review, from ${exchanges.length} call(s)` } }]);
}
