import type { Verdict } from '#core/outcome';
import { type Progress, type Report, type Result, silent } from '#core/report';
import { allowList } from '#ring2/drift/allowances/excuse';
import { dayAt } from '#ring2/drift/allowances/days';
import type { Entry } from '#ring2/drift/allowances/read';
import { gapNotes, gapOf, gapsOf } from '#ring2/drift/capabilities';
import { NOT_PLAYED } from '#ring2/drift/catalogue';
import { type Performance, type Recording, reasonWhy, record, stageRequest } from '#ring2/drift/play';
import type { Capability, Payload, Scenario, Tier } from '#ring2/drift/scenario';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';
import { type Side, judge } from '#ring2/drift/verdict';
import { DEFAULT_GATE, type Severity } from '#ring2/drift/verdict/classification';
import { conclude, policyProblems, unusedSentence } from '#ring2/drift/verdict/policy';

export interface DriftOptions {
  /** The side under examination. */
  left: DriftTarget;
  /** The reference. */
  right: DriftTarget;
  /** Glob over scenario names; default all. */
  scenarios?: string;
  /** Up to this tier; default `fast` where time is real, else all. */
  tier?: Tier;
  /** How often each target is asked, at least twice: without a second run noise cannot be told from drift. */
  runs?: number;
  /** The real messages that travel through the scenarios of their contract. */
  payloads: readonly Payload[];
  /** Differences that somebody answers for, from which file, and the day it is (`YYYY-MM-DD`, default today). */
  allowances?: { file: string; entries: readonly Entry[]; today?: string };
  /** An allowance that excused nothing is a broken policy, not only a warning. */
  strict?: boolean;
  /** The least severity that fails. */
  gate?: Severity;
  progress?: Progress;
  signal?: AbortSignal;
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
  const { left, right, scenarios: glob = '*', payloads, progress = silent, signal } = options;
  const tier = options.tier ?? (left.clock === 'virtual' && right.clock === 'virtual' ? 'nightly' : 'fast');
  const runs = Math.max(2, options.runs ?? 2);
  const pack = options.pack ?? (await loadScenarios());
  const chosen = selectScenarios(pack, glob, tier);
  const { file, entries, today = dayAt(Date.now()) } = options.allowances ?? { file: '', entries: [] };
  const allowed = allowList(entries, today);
  const performances = chosen.flatMap((scenario) => perform(scenario, payloads));

  const results: Result[] = [];
  const concluded = new Set<string>();
  const sides = await openBoth(left, right, performances, runs, signal);
  try {
    for (const performance of performances) {
      progress.step(`drift ${performance.name}`, results.length, performances.length);
      const [mine, other] = await Promise.all(sides.map((side) => ask(side, performance, runs, signal)));
      if (!mine || !other) continue;
      const result = judge(performance, mine, other, { gate: options.gate ?? DEFAULT_GATE, excuse: (one) => allowed.excuse(one) });
      results.push(result);
      if (result.outcome !== 'inconclusive') concluded.add(performance.scenario.name);
    }
  } finally {
    await Promise.all(sides.map(async ({ session }) => session?.close()));
  }
  progress.step('drift', results.length, performances.length);
  const unused = allowed.unused(pack.map(({ name }) => name), concluded, left.name);
  const problems = policyProblems({ results, expired: allowed.expired(), unused: options.strict ? unused : [], file });
  const warnings = options.strict ? [] : unused.map((entry) => `warning: ${unusedSentence(file, entry)}`);
  return { ...report(results, problems, left, right), notes: [...warnings, ...gapNotes([left, right]), `${left.name} was held to ${right.name}`] };
}

/** One performance per message of the scenario's contracts. */
function perform(scenario: Scenario, payloads: readonly Payload[]): Performance[] {
  const own = payloads.filter(({ contract }) => scenario.contracts.includes(contract));
  if (own.length < 2) return [{ scenario, payload: own[0] ?? PLAIN, name: scenario.name }];
  return own.map((payload) => ({ scenario, payload, name: `${scenario.name} (${payload.interaction})` }));
}

interface OpenSide {
  target: DriftTarget;
  session?: TargetSession;
  /** Why there is no session. */
  reason?: string;
}

async function openBoth(left: DriftTarget, right: DriftTarget, performances: readonly Performance[], runs: number, signal?: AbortSignal): Promise<OpenSide[]> {
  const everyRun = Array.from({ length: runs }, (_, index) => index + 1);
  const requests = performances.flatMap((performance) => everyRun.map((run) => stageRequest(performance, run)));
  return Promise.all([left, right].map(async (target): Promise<OpenSide> => {
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
    if (gap) return gapRecording(target, gap);
    return session ? record(target, session, performance, runs) : { reason: reason ?? 'the target is not open' };
  };
  return { target, recording: await recording() };
}

/** The reason is what the manifest says, when it knows the gap. */
function gapRecording(target: DriftTarget, capability: Capability): Recording {
  const gap = gapOf(target, capability);
  return { reason: `capability gap: ${target.name} lacks ${capability}${gap.reason && ` (${gap.reason})`}`, gap };
}

function report(results: Result[], problems: Result[], left: DriftTarget, right: DriftTarget): Report {
  const count = (verdict: Verdict) => results.filter(({ outcome }) => outcome === verdict).length;
  const excused = results.reduce((sum, one) => sum + (one.excused?.length ?? 0), 0);
  const counts = { passed: count('passed'), failed: count('failed'), inconclusive: count('inconclusive'), excused };
  const side = (target: DriftTarget) => ({ name: target.name, transport: target.transport, clock: target.clock, driver: target.driver, gaps: gapsOf(target) });
  return { schemaVersion: 1, verb: 'drift', ...conclude(results, problems), counts, results: [...results, ...problems], details: { left: side(left), right: side(right), notPlayed: { ...NOT_PLAYED } } };
}
