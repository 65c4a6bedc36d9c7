import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { GLOBAL_FLAGS, readArgs } from '#commands/args';
import type { Args, Command, Context, Serving } from '#commands/context';
import { helpOf } from '#commands/help';
import { verbs } from '#commands/verbs';
import { realClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import { nearest } from '#core/nearest';
import { EXIT } from '#core/outcome';
import type { Report } from '#core/report';
import { github } from '#reporters/github';
import { json } from '#reporters/json';
import { junit } from '#reporters/junit';
import { createProgress } from '#reporters/progress';
import { text } from '#reporters/text';

const out = (line: string) => void process.stdout.write(line);
const err = (line: string) => void process.stderr.write(line);

/** Runs one verb and returns the exit code. Known errors print one clear message; defects keep their stack. */
export async function main(verb: string, argv: string[]): Promise<number> {
  const asJson = argv.includes('--json');
  try {
    const known = verbs[verb];
    if (!known) throw new RingproofError('RP_USAGE_VERB', { verb, nearest: nearest(verb, Object.keys(verbs)) ?? 'run' });
    const { default: command } = await known.load();
    const args = readArgs(verb, command, argv);
    if (args.on('help')) return out(helpOf(verb, command)), EXIT.passed;
    return await runVerb(command, args);
  } catch (thrown) {
    return explain(verb, thrown, asJson);
  }
}

async function runVerb(command: Command, args: Args): Promise<number> {
  const interrupted = new AbortController();
  const stopOnce = (name: NodeJS.Signals) => {
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    interrupted.abort(name);
  };
  process.on('SIGINT', stopOnce).on('SIGTERM', stopOnce);
  const context: Context = {
    cwd: process.cwd(), env: process.env, clock: realClock, signal: interrupted.signal,
    progress: createProgress(process.stderr), childOutput: err,
  };
  const result = await command.run(args, context);
  if ('serving' in result) return serve(result, args, interrupted.signal);
  write(result, args);
  return interrupted.signal.aborted ? EXIT.interrupted : exitCode(result);
}

/** A listening verb ends well when it is told to end. */
async function serve(server: Serving, args: Args, signal: AbortSignal): Promise<number> {
  out(`${args.on('json') ? JSON.stringify(server.serving.json) : server.serving.address}\n`);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await server.stop();
  return EXIT.passed;
}

const exitCode = (report: Report): number => report.exit ?? EXIT[report.outcome];

function write(report: Report, args: Args): void {
  out(args.on('json') ? json(report) : text(report, { color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined }));
  for (const file of args.texts('report')) writeReport(file, report);
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary) writeText(summary, github(report), 'a');
}

const FORMATS: Record<string, (report: Report) => string> = { '.xml': junit, '.md': github, '.json': json };

function writeReport(file: string, report: Report): void {
  const format = FORMATS[/\.\w+$/.exec(file)?.[0] ?? ''];
  if (!format) throw new RingproofError('RP_USAGE_VALUE', { flag: '--report', value: file, expected: GLOBAL_FLAGS['report']?.help ?? '' });
  writeText(file, format(report), 'w');
}

function writeText(file: string, content: string, flag: 'a' | 'w'): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { flag });
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) });
  }
}

function explain(verb: string, thrown: unknown, asJson: boolean): number {
  if (thrown instanceof RingproofError) {
    const { code, message, advice, exitCode: exit } = thrown;
    err(`${code}: ${message}\n${advice ? `  ${advice}\n` : ''}`);
    const outcome = exit === EXIT.inconclusive ? 'inconclusive' : 'failed';
    if (asJson) out(`${JSON.stringify({ schemaVersion: 1, verb, outcome, counts: {}, results: [], error: { code, message, advice } }, null, 2)}\n`);
    return exit;
  }
  err(`This is a defect of ringproof, not of your input. Please report it with what follows.\n${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  return EXIT.defect;
}
