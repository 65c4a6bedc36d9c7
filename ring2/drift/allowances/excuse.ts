import { matchesGlob } from '#ring2/drift/glob';
import type { Entry } from '#ring2/drift/allowances/read';

/** Who answers for a difference, why, and until when; `expired` says that nobody does any more. An alias: it is stored in reports. */
export type Excuse = { owner: string; reason: string; link: string; expires: string; expired?: true };

/** A difference as an allowance sees it. */
export interface Excusable { scenario: string; target: string; fingerprint: string; step: string; path: string }

export interface AllowList {
  /** The allowance of a difference; one that has expired only when none is left that holds. */
  excuse(difference: Excusable): Excuse | undefined;
  expired(): Entry[];
  /** Those that excused nothing, although all they could excuse was there: every scenario of theirs is in `concluded`. */
  unused(known: readonly string[], concluded: ReadonlySet<string>, target: string): Entry[];
}

/** The allowances in force on a day, `YYYY-MM-DD`, and what they were used for. */
export function allowList(entries: readonly Entry[], today: string): AllowList {
  const used = new Set<Entry>();
  const hasExpired = ({ expires }: Entry) => expires < today;
  return {
    excuse(difference) {
      const matching = entries.filter((entry) => matches(entry, difference));
      for (const entry of matching) used.add(entry);
      const best = matching.find((entry) => !hasExpired(entry)) ?? matching[0];
      if (!best) return undefined;
      const { owner, reason, link, expires } = best;
      return { owner, reason, link, expires, ...(hasExpired(best) && { expired: true }) };
    },
    expired: () => entries.filter(hasExpired),
    unused: (known, concluded, target) => entries.filter((entry) => {
      const its = known.filter((name) => matchesGlob(entry.scenario, name));
      return !used.has(entry) && !hasExpired(entry) && (entry.target ?? target) === target && its.every((name) => concluded.has(name));
    }),
  };
}

const matches = ({ scenario, fingerprint, step, path, target }: Entry, difference: Excusable): boolean =>
  matchesGlob(scenario, difference.scenario)
  && (fingerprint ?? difference.fingerprint) === difference.fingerprint
  && (step ?? difference.step) === difference.step
  && (path ?? difference.path) === difference.path
  && (target ?? difference.target) === difference.target;
