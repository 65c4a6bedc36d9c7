import type { Proof } from '#broker/rules/matrix-row';
import { GRADES, type Grade } from '#core/target';

/** What a proof must be to count: at least this grade, at most this old at `now` (milliseconds). */
export interface EvidenceDemand { minEvidence?: Grade; maxAgeMs?: number; now: number }

export type EvidenceProblem =
  | { type: 'evidence-unknown'; required: Grade }
  | { type: 'evidence-too-low'; required: Grade; best: Grade }
  | { type: 'evidence-too-old'; maxAgeMs: number; verifiedAt: number };

/** What keeps these proofs from counting; undefined when one of them satisfies the demand. A proof without a grade is none. */
export function evidenceProblem(proofs: readonly Proof[], { minEvidence, maxAgeMs, now }: EvidenceDemand): EvidenceProblem | undefined {
  const good = minEvidence === undefined ? proofs : proofs.filter(({ grade }) => rank(grade) >= rank(minEvidence));
  if (good.length === 0 && minEvidence !== undefined) {
    const best = GRADES[Math.max(...proofs.map(({ grade }) => rank(grade)))];
    return best ? { type: 'evidence-too-low', required: minEvidence, best } : { type: 'evidence-unknown', required: minEvidence };
  }
  const verifiedAt = Math.max(...good.map(({ at }) => at));
  return maxAgeMs !== undefined && now - verifiedAt > maxAgeMs ? { type: 'evidence-too-old', maxAgeMs, verifiedAt } : undefined;
}

const rank = (grade: Grade | undefined) => (grade === undefined ? -1 : GRADES.indexOf(grade));
