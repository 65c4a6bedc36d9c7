import type { Verdict } from '#core/outcome';
import { type Progress, type Report, type Result, silent } from '#core/report';
import { dayAt } from '#ring2/drift/allowances/days';
import { allowList } from '#ring2/drift/allowances/excuse';
import type { Entry } from '#ring2/drift/allowances/read';
import { gapNotes, gapsOf, isDeclaredGap } from '#ring2/drift/capabilities';
import { NOT_PLAYED } from '#ring2/drift/catalogue';
import { eachOf } from '#ring2/drift/each-of';
import type { Ran } from '#ring2/drift/freshness/runs';
import { type FreshEnough, staleGoldens, staleProofs } from '#ring2/drift/freshness/stale';
import { coverage } from '#ring2/drift/golden/coverage';
import type { Goldens } from '#ring2/drift/golden/store';
import { withGoldens } from '#ring2/drift/golden/three-way';
import type { Performance } from '#ring2/drift/play';
import type { Payload, Scenario, Tier } from '#ring2/drift/scenario';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';
import { type OpenSide, closeAll, openAll } from '#ring2/drift/sides';
import type { DriftTarget } from '#ring2/drift/target';
import { type Player, playerHere, playerInThread } from '#ring2/drift/threads/players';
import { type Judging, judge } from '#ring2/drift/verdict';
import { DEFAULT_GATE, type Severity } from '#ring2/drift/verdict/classification';
import { conclude, policyProblems, unusedSentence } from '#ring2/drift/verdict/policy';

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
  /** How many scenarios are played at once, unless a target takes them one by one only; default what all targets take, in every thread. */
  jobs?: number;
  /** How many threads play them; default this one alone. More are for emulators of this process and the scenarios of the folder. */
  threads?: number;
  /** Differences that somebody answers for, from which file, and the day it is (`YYYY-MM-DD`, default today). */
  allowances?: { file: string; entries: readonly Entry[]; today?: string };
  /** An allowance that excused nothing is a broken policy, not only a warning. */
  strict?: boolean;
  /** Evidence that is older is a broken policy. */
  freshEnough?: FreshEnough;
  /** The least severity that fails. */
  gate?: Severity;
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
  const { left, right, scenarios: glob = '*', payloads, progress = silent, signal, goldens, gate = DEFAULT_GATE } = options;
  const targets = right ? [left, right] : [left];
  const tier = options.tier ?? (targets.every(({ clock }) => clock === 'virtual') ? 'nightly' : 'fast');
  const runs = Math.max(2, options.runs ?? 2);
  const pack = options.pack ?? (await loadScenarios());
  const performances = selectScenarios(pack, glob, tier).flatMap((scenario) => perform(scenario, payloads));
  const { file, entries, today = dayAt(Date.now()) } = options.allowances ?? { file: '', entries: [] };
  const allowed = allowList(entries, today);

  await options.announce?.(performances, runs);
  const results: Result[] = [];
  const concluded = new Set<string>();
  let done = 0;
  const players: Player[] = [];
  const threads = Math.min(options.threads ?? 1, options.jobs ?? Infinity);
  const sides = await openAll(targets, performances, runs, signal);
  try {
    const jobs = sides.some(({ session }) => session?.alone) ? 1 : (options.jobs ?? threads * Math.min(...targets.map((target) => target.jobs)));
    players.push(playerHere(sides, runs, signal));
    while (players.length < threads) players.push(playerInThread(targets, runs, signal));
    await eachOf(performances, jobs, async (performance, index, job) => {
      progress.step(`drift ${performance.name}`, done, performances.length);
      const started = Date.now();
      const [mine, other] = (await players[job % players.length]?.play(performance)) ?? [];
      done += 1;
      if (!mine) return;
      const judging: Judging = { gate, excuse: (one) => allowed.excuse(one) };
      // Alone, a side is compared with itself: noise shows, and the goldens say the rest.
      const judged = judge(performance, mine, other ?? mine, judging);
      const result = goldens ? withGoldens(judged, performance, [mine, other], goldens, judging) : judged;
      results[index] = result;
      if (result.outcome !== 'inconclusive') concluded.add(performance.scenario.name);
      if (!signal?.aborted) options.ran?.({ scenario: performance.scenario, result, targets, ms: Date.now() - started });
    });
  } finally {
    await Promise.all([closeAll(sides), ...players.map((player) => player.close())]);
  }
  progress.step('drift', done, performances.length);
  const unused = allowed.unused(pack.map(({ name }) => name), concluded, left.name);
  const { freshEnough } = options;
  const stale = freshEnough ? [...staleProofs(results, freshEnough, right ?? left), ...(goldens ? staleGoldens(performances, freshEnough, goldens, left) : [])] : [];
  const problems = policyProblems({ results, expired: allowed.expired(), unused: options.strict ? unused : [], file, stale });
  const warnings = options.strict ? [] : unused.map((entry) => `warning: ${unusedSentence(file, entry)}`);
  const proven = goldens ? [coverage(performances, right ?? left, goldens)] : [];
  return { ...report(results, problems, sides), notes: [...warnings, ...gapNotes(sides.map((side) => side.target), results), ...proven, `${left.name} was held to ${right?.name ?? 'the goldens'}`] };
}

/** One performance per message of the scenario's contracts. */
export function perform(scenario: Scenario, payloads: readonly Payload[]): Performance[] {
  const own = payloads.filter(({ contract }) => scenario.contracts.includes(contract));
  if (own.length < 2) return [{ scenario, payload: own[0] ?? PLAIN, name: scenario.name }];
  return own.map((payload) => ({ scenario, payload, name: `${scenario.name} (${payload.interaction})` }));
}

/** What stands for the right side where there is none. */
const GOLDENS_ALONE = { name: 'golden' };

function report(results: Result[], problems: Result[], sides: readonly OpenSide[]): Report {
  const gaps = results.filter(isDeclaredGap).length;
  const count = (verdict: Verdict) => results.filter(({ outcome }) => outcome === verdict).length;
  const excused = results.reduce((sum, one) => sum + (one.excused?.length ?? 0), 0);
  const counts = { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive') - gaps, gaps, excused };
  const [left = GOLDENS_ALONE, right = GOLDENS_ALONE] = sides.map(({ target, session }) => ({
    name: target.name, transport: target.transport, clock: target.clock, driver: target.driver, ...(session && { driverVersion: session.driverVersion }), gaps: gapsOf(target),
  }));
  return { schemaVersion: 1, verb: 'drift', ...conclude(results, problems), counts, results: [...results, ...problems], details: { left, right, notPlayed: { ...NOT_PLAYED } } };
}
