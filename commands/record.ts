import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { wholeNumber } from '#commands/args';
import type { Args, Command, Context } from '#commands/context';
import { pactDifferences } from '#commands/pact-differences';
import { readPactFileIfAny } from '#commands/pact-files';
import { discover } from '#commands/record-discover';
import { recordFromCommand } from '#commands/record-command';
import { reportOf } from '#commands/report-of';
import { listContracts, loadContract } from '#contracts/load';
import { type Contract, contractName } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import { type PactFile, formatPact, provenanceOf } from '#core/pact';
import type { Result } from '#core/report';

const command: Command = {
  usage: '[contract…] [--check] [--discover] [-- command…]',
  about: `Records contracts into pacts/, through Pact's own mock server. With a command, that consumer runs unmodified behind the
recording proxy (HTTP contracts) or on an emulated bus (service-bus contracts, SERVICEBUS_CONNECTION_STRING; one that only sends must
put every message of the contract there, and no other), and what it called counts as recorded from a consumer; everything else counts as specification. Recording twice gives the same bytes.`,
  flags: {
    check: { type: 'boolean', help: 'write nothing; fail when a pact would change' },
    contracts: { type: 'string', value: 'DIR', help: "folder of the contracts (default: ringproof's own)" },
    out: { type: 'string', value: 'DIR', help: 'folder of the pacts (default pacts)' },
    discover: { type: 'boolean', help: 'with a command: no contract yet; its calls reach the real provider, and a draft with inferred matchers is written to review' },
    upstream: { type: 'string', value: 'URL', help: 'with --discover: where all calls go (default: the hosts that the command calls)' },
    interaction: { type: 'string', multiple: true, value: 'GLOB', help: 'with a command: only these interactions may answer; may be repeated' },
    by: { type: 'string', value: 'NAME', help: 'with a command: how the pact names it (default: its file name)' },
    'expect-exit': { type: 'string', value: 'CODE', help: 'with a command: the exit code that is right (default 0)' },
    timeout: { type: 'string', value: 'SECONDS', help: 'with a command: how long it may take (default 60)' },
  },
  operands: Infinity,
  takesCommand: true,
  async run(args, context) {
    if (args.on('discover')) return discover(args, context);
    if (args.text('upstream') !== undefined) throw new RingproofError('RP_USAGE_MISSING', { verb: 'record', what: '--discover to go with --upstream' });
    const onlyWithCommand = ['interaction', 'by', 'expect-exit', 'timeout'].find((flag) => args.texts(flag).length > 0);
    if (onlyWithCommand && args.command.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb: 'record', what: `a command behind \`--\` to go with --${onlyWithCommand}` });
    const folder = contractsFolder(args, context);
    const names = args.positionals.length > 0 ? args.positionals : await listContracts(folder);
    if (names.length === 0) throw new RingproofError('RP_CONTRACT_NONE', { folder: folder ?? 'the package' });
    if (args.command.length > 0 && args.positionals.length !== 1) throw new RingproofError('RP_USAGE_MISSING', { verb: 'record', what: 'exactly one contract before `-- command`' });
    const contracts = await Promise.all(names.map((name) => loadContract(name, folder)));
    const results: Result[] = [];
    for (const contract of contracts) {
      if (context.signal.aborted) break;
      results.push(await recordOne(contract, args, context));
    }
    return reportOf('record', results);
  },
};
export default command;

function contractsFolder(args: Args, { cwd }: Context): string | undefined {
  const asked = args.text('contracts');
  return asked === undefined ? undefined : resolve(cwd, asked);
}

async function recordOne(contract: Contract, args: Args, context: Context): Promise<Result> {
  const name = contractName(contract);
  const file = join(resolve(context.cwd, args.text('out') ?? 'pacts'), `${name}.json`);
  const before = readPactFileIfAny(file);
  const pact = await record(contract, before?.pact, args, context);
  const text = formatPact(pact);
  const recorded = pact.interactions.filter((one) => provenanceOf(one)?.obtained === 'recorded').length;
  const details = { interactions: pact.interactions.length, recorded, file, summary: `${pact.interactions.length} interactions, ${recorded} recorded from a consumer` };
  if (!args.on('check')) writePact(file, text);
  else if (before?.text !== text) return { name, outcome: 'failed', reason: pactDifferences(before?.pact, pact, file).join('\n'), details };
  return { name, outcome: 'passed', details };
}

async function record(contract: Contract, before: PactFile | undefined, args: Args, context: Context): Promise<PactFile> {
  if (args.command.length > 0) {
    const by = args.text('by');
    const timeoutMs = wholeNumber(args, 'timeout', 60, [1, 86_400]) * 1000;
    return recordFromCommand({ contract, command: args.command, previous: before, interactions: args.texts('interaction'), timeoutMs, expectExit: wholeNumber(args, 'expect-exit', 0, [0, 255]), ...(by && { by }) }, context);
  }
  const { recordSpecification } = await import('#engine/index');
  return recordSpecification(contract, before, context.progress);
}

/** Whole or not at all: a reader never sees half a pact. */
export function writePact(file: string, text: string): void {
  const unfinished = `${file}.writing`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (thrown) {
    if (existsSync(unfinished)) rmSync(unfinished);
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) });
  }
}
