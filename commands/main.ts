import { readArgs } from '#commands/args';
import type { Args, Command, Context, Serving } from '#commands/context';
import { explain } from '#commands/explain';
import { helpOf } from '#commands/help';
import { type Interruption, listenForInterruption } from '#commands/interruption';
import { checkReports, forgiveClosedOutput, printed, writeReport } from '#commands/output';
import { splitVerb, verbs } from '#commands/verbs';
import { realClock } from '#core/clock';
import { RingproofError } from '#core/errors';
import { nearest } from '#core/nearest';
import { EXIT } from '#core/outcome';
import { createProgress } from '#reporters/progress';

/** Runs the verb that a command line asks for and returns the exit code. Known errors print one clear message; defects keep their stack. */
export async function main(words: readonly string[]): Promise<number> {
  forgiveClosedOutput();
  const { verb, argv } = splitVerb(words);
  const asked = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const exit = await run(verb, argv, asked.includes('--json'));
  await printed();
  return exit;
}

async function run(verb: string, argv: string[], asJson: boolean): Promise<number> {
  const interruption = listenForInterruption(verb);
  const { signal } = interruption;
  const progress = createProgress(process.stderr);
  let answered = false;
  const failed = (thrown: unknown) => {
    progress.end();
    // What is thrown while everything is being stopped says nothing beside the interruption itself.
    return explain(verb, signal.aborted && !answered ? signal.reason : thrown, { envelope: asJson && !answered });
  };
  // Without these, Node would end with 1, which means "the answer is no".
  process.on('uncaughtException', (thrown) => void (signal.aborted || process.exit(failed(thrown))));
  try {
    const { default: command } = await load(verb);
    const args = readArgs(verb, command, argv);
    if (args.on('help')) return process.stdout.write(helpOf(verb, command)), EXIT.passed;
    checkReports(args);
    const context: Context = { cwd: process.cwd(), env: process.env, clock: realClock, signal, progress, childOutput: (words) => void process.stderr.write(words) };
    const result = await interruption.orGiveUp(command.run(args, context), command.graceMs);
    answered = true;
    if ('serving' in result) return await serve(result, args, interruption);
    progress.end();
    if ('document' in result) return process.stdout.write(result.document), EXIT.passed;
    if (!signal.aborted) return await writeReport(result, args), result.exit ?? EXIT[result.outcome];
    // What an interrupted verb knows is not the whole answer, however green.
    await writeReport({ ...result, outcome: result.outcome === 'failed' ? 'failed' : 'inconclusive' }, args);
    return failed(signal.reason);
  } catch (thrown) {
    return failed(thrown);
  }
}

function load(verb: string): Promise<{ default: Command }> {
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (known) return known.load();
  throw new RingproofError('RP_USAGE_VERB', { verb, nearest: nearest(verb, [...Object.keys(verbs), '--help', '--version']) ?? '--help' });
}

/** A listening verb ends well when it is told to end. */
async function serve(server: Serving, args: Args, { signal, orGiveUp }: Interruption): Promise<number> {
  process.stdout.write(`${args.on('json') ? JSON.stringify(server.serving.json) : server.serving.address}\n`);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await orGiveUp(server.stop());
  return EXIT.passed;
}
