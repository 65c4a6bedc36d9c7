import type { Mismatch } from '#core/mismatch';

/** The answer to one check. `inconclusive` is what could not be told, with its reason: never a silent skip. */
export type Outcome =
  | { outcome: 'passed' }
  | { outcome: 'failed'; mismatches: Mismatch[] }
  | { outcome: 'inconclusive'; reason: string };

export type Verdict = Outcome['outcome'];

/** Exit codes are API: see docs/cli.md. */
export const EXIT = { passed: 0, failed: 1, usage: 2, inconclusive: 3, policy: 4, defect: 5, interrupted: 130 } as const;

/** failed beats inconclusive beats passed; nothing at all is inconclusive, because a check that ran nothing proved nothing. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed';
  if (verdicts.length === 0 || verdicts.includes('inconclusive')) return 'inconclusive';
  return 'passed';
}
