import type { ObtainedCounts } from '#broker/rules/obtained';
import type { InteractionFailure } from '#broker/rules/test-results';
import type { Grade } from '#core/target';

/** A version in a matrix row, with where it came from and where it is. */
export interface RowVersion {
  number: string;
  branches: string[];
  tags: string[];
  environments: string[];
}

/** A success: at which grade, when (milliseconds since the epoch). */
export interface Proof { grade?: Grade; at: number }

export interface RowVerification {
  success: boolean;
  /** Milliseconds since the epoch. */
  at: number;
  /** Counts the results for this content. */
  number: number;
  grade?: Grade;
  /** Of a failed result: what failed, where. */
  failures: InteractionFailure[];
}

/** One pact of one consumer version, against one version of its provider. */
export interface MatrixRow {
  consumer: { name: string; version: RowVersion };
  /** `version` absent: no version of the provider in question has verified this content. */
  provider: { name: string; version?: RowVersion };
  /** The real broker's matrix does not tell the content's `sha` of a pact without results. */
  pact: { sha?: string; publishedAt: number; obtained: ObtainedCounts };
  /** The latest result. Absent: not verified. */
  verification?: RowVerification;
  /** The successes since the last failure, newest first. */
  proofs: Proof[];
  /** Left out of the verdict by request. */
  ignored: boolean;
}
