import type { Evidence } from '#core/contract';
import type { Difference } from '#core/difference';
import type { Mismatch } from '#core/mismatch';

/**
 * One thing that must hold of what is deployed, rather than said: a field of a Job, a reachable port, a permission, a word. Checked by a
 * pure function, on a rendered manifest in Ring 1 and on the live object in Ring 3.
 */
export interface Requirement {
  /** One sentence, unique among the requirements of its subject. */
  description: string;
  evidence: Evidence;
  /** The dated incident that this would have caught, for example `client#76`. */
  incident?: string;
}

/** What a requirement misses, in the words that contracts use; `subject` stands where an interaction's contract would. */
export const unmet = (subject: string, { description, incident }: Requirement, found: Difference[]): Mismatch[] => found.map(({ path, expected, actual }) => ({
  code: 'requirement', contract: subject, interaction: description, path, expected, actual, advice: incident === undefined ? '' : `This was incident ${incident}.`,
}));
