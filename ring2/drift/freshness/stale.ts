import type { Result } from '#core/report';
import { isDeclaredGap } from '#ring2/drift/capabilities';
import { ageInWords } from '#ring2/drift/freshness/age-in-words';
import { type DriftRun, kindOf } from '#ring2/drift/freshness/runs';
import { freshness } from '#ring2/drift/freshness/status';
import type { Goldens } from '#ring2/drift/golden/store';
import type { Performance } from '#ring2/drift/play';
import type { Scenario } from '#ring2/drift/scenario';
import type { DriftTarget } from '#ring2/drift/target';

/** How old the evidence of a run may be, and where it is found. */
export interface FreshEnough {
  maxAgeMs: number;
  /** All that the evidence is asked for, also those whose turn it is not in this run. */
  scenarios: readonly Scenario[];
  /** What was played before and in this run; asked when it has ended. */
  runs: () => readonly DriftRun[];
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A scenario whose evidence is too old, and what is; the words are for a report. */
export interface Stale { scenario: string; reason: string }

/**
 * The scenarios that were not proven lately enough on such a reference. One that failed now has its own verdict, and one
 * that a declared gap keeps from being played could never be fresh.
 */
export function staleProofs(results: readonly Result[], { maxAgeMs, scenarios, runs, now }: FreshEnough, reference: DriftTarget): Stale[] {
  const excepted = new Set(results.filter((result) => result.outcome === 'failed' || isDeclaredGap(result)).map(({ details }) => details?.['scenario']));
  const kind = kindOf(reference);
  return freshness(scenarios, runs(), now(), kind)
    .filter(({ scenario, proven }) => !excepted.has(scenario) && (proven?.age ?? Infinity) > maxAgeMs)
    .map(({ scenario, proven }) => ({ scenario, reason: `${proven ? `Last proven ${ageInWords(proven.age)} ago` : 'Never proven'} on ${kind}; --max-age allows ${ageInWords(maxAgeMs)}.` }));
}

/** The scenarios that were held to a recording from too long ago: the service may have changed since. */
export function staleGoldens(performances: readonly Performance[], { maxAgeMs, now }: FreshEnough, goldens: Goldens, { driver }: DriftTarget): Stale[] {
  return performances.flatMap((performance) => {
    const found = goldens.find(performance, driver);
    const age = found && !found.stale ? now() - Date.parse(found.golden.origin.date) : 0;
    return age > maxAgeMs ? [{ scenario: performance.name, reason: `Its golden was recorded ${ageInWords(age)} ago; --max-age allows ${ageInWords(maxAgeMs)}. Record it again with \`ringproof drift --record\`.` }] : [];
  });
}
