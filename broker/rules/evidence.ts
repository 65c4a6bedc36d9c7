import type { Proof } from '#broker/rules/matrix-row';
import { GRADES, type Grade } from '#core/target';

/** What a proof must be to count: at least this grade, at most this old at `now` (milliseconds). */
export interface EvidenceDemand { minEvidence?: Grade; maxAgeMs?: number; now: number; doubts?: Doubts }

/** Why what a double of the provider proved may not hold, by contract (`<consumer>--<provider>`). Such a proof counts as a stub's. */
export type Doubts = ReadonlyMap<string, string>;

export type EvidenceProblem =
  | { type: 'evidence-unknown'; required: Grade }
  | { type: 'evidence-too-low'; required: Grade; best: Grade }
  | { type: 'evidence-doubted'; required: Grade; why: string }
  | { type: 'evidence-too-old'; maxAgeMs: number; verifiedAt: number };

/** What keeps these proofs from counting; undefined when one of them satisfies the demand. A proof without a grade is none. */
export function evidenceProblem(proofs: readonly Proof[], { minEvidence, maxAgeMs, now, doubts }: EvidenceDemand, contract: string): EvidenceProblem | undefined {
  const enough = minEvidence === undefined ? proofs : proofs.filter(({ grade }) => rank(grade) >= rank(minEvidence));
  const why = doubts?.get(contract);
  // The live platform is what a double is held to: drift puts no doubt on it.
  const good = why === undefined || minEvidence === undefined || minEvidence === 'stub' ? enough : enough.filter(({ grade }) => grade === 'live');
  if (why !== undefined && minEvidence !== undefined && good.length < enough.length && good.length === 0) return { type: 'evidence-doubted', required: minEvidence, why };
  if (good.length === 0 && minEvidence !== undefined) {
    const best = GRADES[Math.max(...proofs.map(({ grade }) => rank(grade)))];
    return best ? { type: 'evidence-too-low', required: minEvidence, best } : { type: 'evidence-unknown', required: minEvidence };
  }
  const verifiedAt = Math.max(...good.map(({ at }) => at));
  return maxAgeMs !== undefined && now - verifiedAt > maxAgeMs ? { type: 'evidence-too-old', maxAgeMs, verifiedAt } : undefined;
}

const rank = (grade: Grade | undefined) => (grade === undefined ? -1 : GRADES.indexOf(grade));
