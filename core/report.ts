import type { Json } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import type { Verdict } from '#core/outcome';

/** One line of a report. Extra facts (reasons, grade, timings …) go into `details`. */
export interface Result {
  name: string;
  outcome: Verdict;
  reason?: string;
  mismatches?: Mismatch[];
  /** Differences that do not fail because somebody answers for them; the advice says who, why and until when. */
  excused?: Mismatch[];
  /** Results of one group are about one thing: a long report tells its good ones together. */
  group?: string;
  details?: { [key: string]: Json };
}

/** What every verb returns; reporters add the words. The JSON envelope of `--json` is this value. */
export interface Report {
  schemaVersion: 1;
  verb: string;
  outcome: Verdict;
  counts: Record<string, number>;
  results: Result[];
  /** What a reader should know beside the results: it changes no outcome. */
  notes?: string[];
  /** The exit code where it is not the outcome's own: policy (4), a stub pod that was killed (137). */
  exit?: number;
  /** What the verb itself adds to the envelope, documented with the verb. */
  details?: { [key: string]: Json };
}

/** Progress for the person at the terminal; never part of the result. */
export interface Progress {
  /** A step begins or moves: `done` of `total` where known. */
  step(text: string, done?: number, total?: number): void;
}

export const silent: Progress = { step: () => undefined };
