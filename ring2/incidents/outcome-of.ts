import type { Mismatch } from '#core/mismatch';
import type { Outcome } from '#core/outcome';

/** No mismatch is passed, any other number failed. */
export const outcomeOf = (mismatches: Mismatch[]): Outcome => (mismatches.length === 0 ? { outcome: 'passed' } : { outcome: 'failed', mismatches });
