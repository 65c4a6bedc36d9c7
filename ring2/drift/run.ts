import { type Verdict, worst } from '#core/outcome';
import { type Progress, type Report, type Result, silent } from '#core/report';
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
 * @throws RingproofError `RP_SCENARIO_UNKNOWN` when no scenario matches
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
  const sides = await openAll(targets, performances, runs, signal);
  try {
    for (const performance of performances) {
      progress.step(`drift ${performance.name}`, results.length, performances.length);
      const started = Date.now();
      const [mine, other] = await Promise.all(sides.map((side) => ask(side, performance, runs, signal)));
      if (!mine) continue;
      // Alone, a side is compared with itself: noise shows, and the goldens say the rest.
      const result = judge(performance, mine, other ?? mine);
      const told = goldens ? withGoldens(result, performance, [mine, other], goldens) : result;
      results.push(told);
      if (!signal?.aborted) options.ran?.({ scenario: performance.scenario, result: told, targets, ms: Date.now() - started });
    }
  } finally {
    await Promise.all(sides.map(async ({ session }) => session?.close()));
  }
  progress.step('drift', results.length, performances.length);
  return report(results, performances, options);
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
  return Promise.all(targets.map(async (target): Promise<OpenSide> => {
    try {
      return { target, session: await target.open(requests, signal) };
    } catch (error) {
      return { target, reason: reasonWhy(target, error) };
    }
  }));
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

function report(results: Result[], performances: readonly Performance[], { left, right, goldens }: DriftOptions): Report {
  const count = (verdict: Verdict) => results.filter(({ outcome }) => outcome === verdict).length;
  const counts = { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') };
  const side = ({ name, transport, clock, driver }: DriftTarget) => ({ name, transport, clock, driver });
  return { schemaVersion: 1, verb: 'drift', outcome: worst(results.map(({ outcome }) => outcome)), counts, results, ...(goldens && { notes: [coverage(performances, right ?? left, goldens)] }), details: { left: side(left), right: right ? side(right) : GOLDENS_ALONE } };
}
