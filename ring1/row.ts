import type { Outcome } from '#core/outcome';
import type { BackendRules } from '#emulators/platform/backend/rules';

/**
 * `their code`: tracebloc's own program ran. `stand-in`: one of ours did in its place, which proves the contract and not their code, so
 * the row is not done. `nobody`: nothing runs it yet.
 */
export type RanBy = 'their code' | 'stand-in' | 'nobody';

/** What a row may be given when it runs. */
export interface RowOptions {
  /** Rules of the virtual backend that are broken on purpose. */
  rules?: Partial<BackendRules>;
}

/** One row of the epic's Ring 1 table, as data: the verb and the tests run the same function. */
export interface Row {
  name: string;
  /** The repository whose row it is. */
  repository: string;
  /** The epic's own words. */
  wording: string;
  /** The incident or the public fact that it would have caught. */
  incident: string;
  ranBy: RanBy;
  /** Where it is written. */
  file: string;
  run(options?: RowOptions): Promise<Outcome>;
}
