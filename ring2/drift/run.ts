import { RingproofError } from '#core/errors';
import { type Verdict, worst } from '#core/outcome';
import { type Progress, type Report, type Result, silent } from '#core/report';
import { eachOf } from '#ring2/drift/each-of';
import { type Performance, type Recording, reasonWhy, record, stageRequest } from '#ring2/drift/play';
import type { Payload, Scenario, Tier } from '#ring2/drift/scenario';
import type { Ran } from '#ring2/drift/freshness/runs';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';
import { coverage } from '#ring2/drift/golden/coverage';
import type { Goldens } from '#ring2/drift/golden/store';
import { withGoldens } from '#ring2/drift/golden/three-way';
import { type Side, judge } from '#ring2/drift/verdict';

export interface DriftOptions {
  /** The side under examination. */
  left: DriftTarget;
  /** The reference; without one the left side is held to the goldens alone. */
  right?: DriftTarget;
  /** What was recorded once; without them both sides are held to one another only. */
  goldens?: Goldens;
  /** Glob over scenario names; default all. */
  scenarios?: string;
  /** Up to this tier; default `fast` where time is real, else all. */
  tier?: Tier;
  /** How often each target is asked, at least twice: without a second run noise cannot be told from drift. */
  runs?: number;
  /** The real messages that travel through the scenarios of their contract. */
  payloads: readonly Payload[];
  /** Told of every result as it comes, with what it took in milliseconds: what was finished is known even when the run is not. */
  ran?: (ran: Ran) => void;
  /** How many scenarios are played at once; default what both targets take. */
  jobs?: number;
  progress?: Progress;
  signal?: AbortSignal;
  /** Is told what is about to be played, before any target is opened. */
  announce?: (performances: readonly Performance[], runs: number) => Promise<void>;
  /** Default: all files of the folder scenarios/. */
  pack?: readonly Scenario[];
}

/** What travels where no contract's message is at stake. */
const PLAIN: Payload = { contract: '', interaction: 'a plain JSON message', body: { hello: 'bus' }, contentType: 'application/json' };

/**
 * Plays scenarios on two targets and compares their transcripts. Passed: no drift; failed: drift; inconclusive: noise, or
 * a target that could not be asked. A target that cannot be opened makes every scenario inconclusive.
 * @throws RingproofError `RP_SCENARIO_UNKNOWN` when no scenario matches, `RP_PREREQUISITE` when a driver is not installed
 */
export async function runDrift(options: DriftOptions): Promise<Report> {
  const { left, right, scenarios: glob = '*', payloads, progress = silent, signal, goldens } = options;
  const targets = right ? [left, right] : [left];
  const tier = options.tier ?? (targets.every(({ clock }) => clock === 'virtual') ? 'nightly' : 'fast');
  const runs = Math.max(2, options.runs ?? 2);
  const chosen = selectScenarios(options.pack ?? (await loadScenarios()), glob, tier);
  const performances = chosen.flatMap((scenario) => perform(scenario, payloads));

  await options.announce?.(performances, runs);
  const results: Result[] = [];
  let done = 0;
  const sides = await openAll(targets, performances, runs, signal);
  try {
    await eachOf(performances, options.jobs ?? Math.min(...targets.map(({ jobs }) => jobs)), async (performance, index) => {
      progress.step(`drift ${performance.name}`, done, performances.length);
      const started = Date.now();
      const [mine, other] = await Promise.all(sides.map((side) => ask(side, performance, runs, signal)));
      if (mine) {
        // Alone, a side is compared with itself: noise shows, and the goldens say the rest.
        const result = judge(performance, mine, other ?? mine);
        const told = goldens ? withGoldens(result, performance, [mine, other], goldens) : result;
        results[index] = told;
        if (!signal?.aborted) options.ran?.({ scenario: performance.scenario, result: told, targets, ms: Date.now() - started });
      }
      done += 1;
    });
  } finally {
    await Promise.all(sides.map(async ({ session }) => session?.close()));
  }
  progress.step('drift', done, performances.length);
  return report(results, performances, sides, goldens);
}

/** One performance per message of the scenario's contracts. */
export function perform(scenario: Scenario, payloads: readonly Payload[]): Performance[] {
  const own = payloads.filter(({ contract }) => scenario.contracts.includes(contract));
  if (own.length < 2) return [{ scenario, payload: own[0] ?? PLAIN, name: scenario.name }];
  return own.map((payload) => ({ scenario, payload, name: `${scenario.name} (${payload.interaction})` }));
}

/** What stands for the right side where there is none. */
const GOLDENS_ALONE = { name: 'golden' };

interface OpenSide {
  target: DriftTarget;
  session?: TargetSession;
  /** Why there is no session. */
  reason?: string;
}

async function openAll(targets: readonly DriftTarget[], performances: readonly Performance[], runs: number, signal?: AbortSignal): Promise<OpenSide[]> {
  const everyRun = Array.from({ length: runs }, (_, index) => index + 1);
  const requests = performances.flatMap((performance) => everyRun.map((run) => stageRequest(performance, run)));
  const opened = await Promise.all(targets.map(async (target): Promise<OpenSide | RingproofError> => {
    try {
      return { target, session: await target.open(requests, signal) };
    } catch (error) {
      // What is missing here says nothing about a target: one error, not one for each scenario.
      if (error instanceof RingproofError && error.code === 'RP_PREREQUISITE') return error;
      return { target, reason: reasonWhy(target, error) };
    }
  }));
  const missing = opened.find((side) => side instanceof RingproofError);
  const sides = opened.filter((side): side is OpenSide => !(side instanceof RingproofError));
  if (!missing) return sides;
  await Promise.all(sides.map(async ({ session }) => session?.close()));
  throw missing;
}

async function ask({ target, session, reason }: OpenSide, performance: Performance, runs: number, signal?: AbortSignal): Promise<Side> {
  const gap = performance.scenario.needs.find((need) => target.lacks.includes(need));
  const recording = async (): Promise<Recording> => {
    if (signal?.aborted) return { reason: 'interrupted' };
    if (gap) return { reason: `capability gap: ${target.name} lacks ${gap}` };
    return session ? record(target, session, performance, runs) : { reason: reason ?? 'the target is not open' };
  };
  return { target, recording: await recording() };
}

function report(results: Result[], performances: readonly Performance[], sides: readonly OpenSide[], goldens: Goldens | undefined): Report {
  const count = (verdict: Verdict) => results.filter(({ outcome }) => outcome === verdict).length;
  const counts = { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') };
  const [left = GOLDENS_ALONE, right = GOLDENS_ALONE] = sides.map(({ target: { name, transport, clock, driver }, session }) => ({ name, transport, clock, driver, ...(session && { driverVersion: session.driverVersion }) }));
  const reference = sides.at(-1)?.target;
  return {
    schemaVersion: 1, verb: 'drift', outcome: worst(results.map(({ outcome }) => outcome)), counts, results,
    ...(goldens && reference && { notes: [coverage(performances, reference, goldens)] }), details: { left, right },
  };
}
