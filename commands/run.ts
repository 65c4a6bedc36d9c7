import { resolve } from 'node:path';
import type { Command } from '#commands/context';
import { prepareFolder, writePage } from '#commands/run/folder';
import { unlessInterrupted } from '#commands/run/interruptible';
import { createLoop } from '#commands/run/loop';
import { steps } from '#commands/run/steps';
import { RingproofError } from '#core/errors';
import { EXIT, worst } from '#core/outcome';
import type { Report, Result } from '#core/report';
import { VERSION } from '#core/version';
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
    const started = context.clock.now();
    const page: RunPage = {
      version: VERSION, at: new Date(started).toISOString(), outcome: 'inconclusive', seconds: 0,
      steps: [], contracts: [], matrix: [], verdicts: [], journeys: [], drift: { left: '', right: '', rows: [] },
    };
    prepareFolder(out);
    writePage(out, runPage(page));
    const loop = await createLoop(out, page, context);
    try {
      for (const [index, { name, run }] of steps.entries()) {
        context.progress.step(name, index + 1, steps.length);
        const at = context.clock.now();
        const found = await attempt(name, () => run(loop), context.signal);
        page.steps.push(stepRow(name, found, (context.clock.now() - at) / 1000));
        page.seconds = (context.clock.now() - started) / 1000;
        // After every step, so that a run that is killed leaves what it knew.
        writePage(out, runPage(page));
      }
    } finally {
      await unlessInterrupted(loop.stop(), context.signal, STOP_MS);
    }
    page.outcome = worst(page.steps.map(({ outcome }) => outcome));
    return summary(page, writePage(out, runPage(page)));
  },
};
export default command;

/** How long an interrupted step, and then all that was started for the run, may take to stop, in milliseconds. */
const STEP_MS = 2_600;
const STOP_MS = 600;

/** A step that cannot be done makes the run red or inconclusive by its error's own exit code; the others go on. */
async function attempt(name: string, run: () => Promise<Result[]>, signal: AbortSignal): Promise<Result[]> {
  if (signal.aborted) return [{ name, outcome: 'inconclusive', reason: 'interrupted before it began' }];
  const interrupted: Result = { name, outcome: 'inconclusive', reason: 'interrupted before it was done' };
  try {
    const found = await unlessInterrupted(run(), signal, STEP_MS);
    return signal.aborted ? [...(found ?? []), interrupted] : (found ?? []);
  } catch (thrown) {
    if (signal.aborted) return [interrupted];
    if (!(thrown instanceof RingproofError)) throw thrown;
    const outcome = thrown.exitCode === EXIT.inconclusive ? 'inconclusive' : 'failed';
    return [{ name, outcome, reason: `${thrown.code}: ${thrown.message} ${thrown.advice}` }];
  }
}

function stepRow(name: string, results: Result[], seconds: number): StepRow {
  const bad = results.filter(({ outcome }) => outcome !== 'passed');
  const reasons = bad.flatMap(({ name: what, reason, mismatches = [] }) => [...(reason ? [`${what}: ${reason}`] : []), ...mismatches.map(mismatchSentence)]);
  return { name, outcome: worst(results.map(({ outcome }) => outcome)), seconds, summary: `${results.length - bad.length} of ${results.length}`, reasons };
}

/** Drift is always between two: a green line must not hide that both were emulators. */
const sides = ({ drift: { left, right } }: RunPage) => (left ? `, ${left} against ${right}` : '');

function summary(page: RunPage, file: string): Report {
  const results = page.steps.map(({ name, outcome, seconds, summary: words, reasons }): Result => ({
    name, outcome, ...(reasons.length > 0 && { reason: reasons.join('\n') }), details: { seconds, summary: `${words}${name === 'drift' ? sides(page) : ''} · ${seconds.toFixed(1)} s` },
  }));
  const interactions = page.contracts.flatMap((contract) => contract.interactions);
  const counts = { steps: results.length, contracts: page.contracts.length, interactions: interactions.length, gating: interactions.filter(({ gates }) => gates).length };
  return { schemaVersion: 1, verb: 'run', outcome: page.outcome, counts, results, details: { report: file, seconds: page.seconds } };
}
