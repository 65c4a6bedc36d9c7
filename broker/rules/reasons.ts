import type { ResolvedSelector } from '#broker/rules/selector';
import type { InteractionFailure } from '#broker/rules/test-results';
import type { Grade } from '#core/target';

interface Between { consumer: ResolvedSelector; provider: ResolvedSelector }

/** Why a verdict is what it is. Data only: `sentence` has the words. */
export type Reason =
  /** No pact or result is known of the version asked about: no. */
  | { type: 'version-does-not-exist'; selector: ResolvedSelector }
  /** The required provider has no result for this content: unknown. */
  | ({ type: 'not-verified' } & Between)
  /** The required provider's latest result is a failure: no. */
  | ({ type: 'verification-failed'; failures: InteractionFailure[] } & Between)
  /** Verified, but no result says against what: unknown when a grade is asked for. */
  | ({ type: 'evidence-unknown'; required: Grade } & Between)
  /** Verified, but only against less than was asked for: unknown. */
  | ({ type: 'evidence-too-low'; required: Grade; best: Grade } & Between)
  /** Verified against a double of which a drift report says that it is not what it stands for, or cannot be asked: unknown. */
  | ({ type: 'evidence-doubted'; required: Grade; why: string } & Between)
  /** Verified, but too long ago: unknown. `verifiedAt` in milliseconds since the epoch. */
  | ({ type: 'evidence-too-old'; maxAgeMs: number; verifiedAt: number } & Between)
  /** The broker gave a verdict that its own rows do not explain: its sentence. */
  | { type: 'broker-says'; text: string }
  | { type: 'cannot-ignore'; selector: ResolvedSelector }
  | { type: 'no-environment' }
  | { type: 'no-version-number' }
  | { type: 'all-verified' }
  | { type: 'nothing-required' };

export type ReasonClass = 'error' | 'warning' | 'success';

/** The real broker's notice type. */
export function classOf({ type }: Reason): ReasonClass {
  if (type === 'all-verified' || type === 'nothing-required') return 'success';
  if (type === 'cannot-ignore' || type === 'no-environment' || type === 'no-version-number') return 'warning';
  return 'error';
}
