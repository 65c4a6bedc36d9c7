import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from '#commands/context';
import { createLoop } from '#commands/run/loop';
import { steps } from '#commands/run/steps';
import { version } from '#commands/version';
import { RingproofError, reasonOf } from '#core/errors';
import { worst } from '#core/outcome';
import type { Report, Result } from '#core/report';
import type { RunPage, StepRow } from '#reporters/html/model';
import { runPage } from '#reporters/html/page';
import { mismatchSentence } from '#reporters/words';

const command: Command = {
  usage: '[--out DIR]',
  about: `The whole loop on the embedded default: record → publish → verify → record-deployment → can-i-deploy → one journey
through the virtual platform → drift. Writes pacts, a ledger and index.html into the folder.`,
  flags: { out: { type: 'string', value: 'DIR', help: 'where to (default report)' } },
  async run(args, context) {
    const out = resolve(context.cwd, args.text('out') ?? 'report');
    clean(out);
    const started = context.clock.now();
    const page: RunPage = {
      version: version(), at: new Date(started).toISOString(), outcome: 'inconclusive', seconds: 0,
      steps: [], contracts: [], matrix: [], verdicts: [], journeys: [], drift: { left: '', right: '', rows: [] },
    };
    const loop = await createLoop(out, page, context);
    const results: Result[] = [];
    try {
      for (const [index, { name, run }] of steps.entries()) {
        context.progress.step(`${name}`, index + 1, steps.length);
        const at = context.clock.now();
        const found = context.signal.aborted ? interrupted(name) : await attempt(name, () => run(loop));
        results.push(...found);
        page.steps.push(stepRow(name, found, (context.clock.now() - at) / 1000));
      }
    } finally {
      await loop.stop();
    }
    page.outcome = worst(results.map(({ outcome }) => outcome));
    page.seconds = (context.clock.now() - started) / 1000;
    const file = join(out, 'index.html');
    write(file, runPage(page));
    return summary(page, file);
  },
};
export default command;

/** A step that cannot be done makes the run red or inconclusive by its error's own exit code; the others go on. */
async function attempt(name: string, run: () => Promise<Result[]>): Promise<Result[]> {
  try {
    return await run();
  } catch (thrown) {
    if (!(thrown instanceof RingproofError)) throw thrown;
    const outcome = thrown.exitCode === 3 ? 'inconclusive' : 'failed';
    return [{ name, outcome, reason: `${thrown.code}: ${thrown.message} ${thrown.advice}` }];
  }
}

const interrupted = (name: string): Result[] => [{ name, outcome: 'inconclusive', reason: 'interrupted before it began' }];

function stepRow(name: string, results: Result[], seconds: number): StepRow {
  const bad = results.filter(({ outcome }) => outcome !== 'passed');
  const reasons = bad.flatMap(({ name: what, reason, mismatches = [] }) => [...(reason ? [`${what}: ${reason}`] : []), ...mismatches.map(mismatchSentence)]);
  return { name, outcome: worst(results.map(({ outcome }) => outcome)), seconds, summary: `${results.length - bad.length} of ${results.length}`, reasons };
}

function summary(page: RunPage, file: string): Report {
  const results = page.steps.map(({ name, outcome, seconds, summary: words, reasons }): Result => ({
    name, outcome, ...(reasons.length > 0 && { reason: reasons.join('\n') }), details: { seconds, summary: `${words} · ${seconds.toFixed(1)} s` },
  }));
  const interactions = page.contracts.flatMap((contract) => contract.interactions);
  const counts = { steps: results.length, contracts: page.contracts.length, interactions: interactions.length, gating: interactions.filter(({ gates }) => gates).length };
  return { schemaVersion: 1, verb: 'run', outcome: page.outcome, counts, results, details: { report: file, seconds: page.seconds } };
}

function clean(out: string): void {
  try {
    for (const part of ['pacts', 'ledger.db', 'ledger.db-wal', 'ledger.db-shm', 'index.html']) rmSync(join(out, part), { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file: out, reason: reasonOf(thrown) });
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) });
  }
}

