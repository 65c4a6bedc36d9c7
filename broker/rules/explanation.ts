import type { Reason } from '#broker/rules/reasons';

/** A result between two versions; `at` in milliseconds since the epoch. */
export interface Meeting { consumerVersion: string; providerVersion: string; at: number }

/** When an interaction began to fail, and which side had moved then. */
export interface FailureOrigin {
  interaction: string;
  /** The first result of the unbroken row of failures that ends now. */
  firstRed: Meeting;
  /** The last result before it in which the interaction was there and passed; absent: it never did. */
  lastGreen?: Meeting;
  /** `consumer`: the expectation is another one than was met before, or none was. `provider`: the same expectation was met. */
  changedBy: 'consumer' | 'provider';
}

/** Whose turn it is. */
export interface Owner { pacticipant: string; role: 'consumer' | 'provider'; repositoryUrl?: string; mainBranch?: string }

/** A reason with what a person needs to act on it. */
export interface Explanation {
  reason: Reason;
  /** Of a failed verification: each failed interaction. */
  origins: FailureOrigin[];
  owner?: Owner;
  /** The words behind `ringproof` of the one command to run next; an argument in capitals is for the reader to fill in. */
  next?: string[];
}
