import type { BackendRules } from '#emulators/platform/backend/rules';
import type { Team } from '#emulators/platform/backend/state';
import { refuse } from '#emulators/platform/http/route';

const DAY_MS = 24 * 3600_000;
/** Days begin at midnight UTC: assumed. */
const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/**
 * Five inferences a day and team (docs model-evaluation.mdx). Only one that really starts is counted: "A refused run does not use one
 * of the team's daily inference runs" (tracebloc 1.2.63 (PyPI) tracebloc/inference.py).
 * @throws Refused `inferences-used-up`
 */
export function holdDailyInferences({ inferences }: Team, now: number, { inferencesPerDay }: BackendRules): void {
  if (inferences.filter((at) => dayOf(at) === dayOf(now)).length >= inferencesPerDay) refuse({ code: 'inferences-used-up' });
}
