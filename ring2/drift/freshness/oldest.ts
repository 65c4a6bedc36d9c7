import { freshness } from '#ring2/drift/freshness/status';
import type { DriftRun, TargetKind } from '#ring2/drift/freshness/runs';
import type { Scenario, Tier } from '#ring2/drift/scenario';

export interface Share {
  /** At most this many scenarios. */
  count?: number;
  /** At most so long, in milliseconds. */
  budgetMs?: number;
}

/** What a scenario may take that was never played on such a target: the most that its tier allows, so that a budget holds. */
const AT_MOST_MS: Readonly<Record<Tier, number>> = { fast: 60_000, minutes: 600_000, nightly: 3_600_000 };

/**
 * The scenarios that were proven least recently on this kind of target, as many as the share allows: run after run, all have
 * their turn. One that alone exceeds the budget is passed over for the next that fits.
 */
export function leastRecent(scenarios: readonly Scenario[], runs: readonly DriftRun[], kind: TargetKind, { count = Infinity, budgetMs = Infinity }: Share): Scenario[] {
  const byName = new Map(scenarios.map((scenario) => [scenario.name, scenario]));
  const chosen: Scenario[] = [];
  let spent = 0;
  for (const { scenario: name } of freshness(scenarios, runs, 0, kind)) {
    const scenario = byName.get(name);
    if (!scenario || chosen.length >= count) continue;
    const took = runs.findLast((run) => run.scenario === name && run.on.kind === kind && run.outcome !== 'inconclusive')?.ms ?? AT_MOST_MS[scenario.tier];
    if (spent + took > budgetMs) continue;
    spent += took;
    chosen.push(scenario);
  }
  return chosen;
}
