import type { EvidenceKind } from '#core/contract';
import type { Mismatch } from '#core/mismatch';
import type { Progress } from '#core/report';
import type { Grade, Target } from '#core/target';

/** Verification itself does not depend on the grade; it is passed on. */
export type AskedTarget = Omit<Target, 'grade'> & Partial<Pick<Target, 'grade'>>;

export interface VerifyOptions {
  /** The provider's name, as the pacts have it. */
  provider: string;
  target: AskedTarget;
  /** Pacts at a broker, by their URL or already read; `name` is shown. */
  pacts?: ({ name: string; url: string } | { name: string; text: string })[];
  /** Pact files, by path. */
  files?: string[];
  brokerToken?: string | undefined;
  brokerUsername?: string | undefined;
  brokerPassword?: string | undefined;
  /** Milliseconds for one request to the provider; 30 000 by default. */
  requestTimeoutMs?: number;
  signal?: AbortSignal;
  progress?: Progress;
}

/** A mismatch with the sentence of Pact's own verifier, which is what a broker stores. */
export interface VerifiedMismatch extends Mismatch {
  description: string;
}

export interface VerifiedInteraction {
  description: string;
  kind: 'http' | 'message';
  providerStates: string[];
  /** The broker's id; absent when the pact came from a file. */
  interactionId?: string;
  /** Counts only on ringproof's own virtual platform; the caller decides. */
  pending: boolean;
  evidence?: EvidenceKind;
  outcome: 'passed' | 'failed';
  mismatches: VerifiedMismatch[];
  /** True when it names provider states and the target has no address to set them up. */
  statesIgnored: boolean;
  durationMs: number;
}

export interface VerifiedPact {
  name: string;
  url?: string;
  consumer: string;
  provider: string;
  /** Failed when an interaction that is not pending failed. */
  outcome: 'passed' | 'failed';
  interactions: VerifiedInteraction[];
}

export interface VerifyRun {
  provider: string;
  target: string;
  grade?: Grade;
  pacts: VerifiedPact[];
  /** For `verifiedBy` of a published result. */
  engine: { implementation: string; version: string };
  durationMs: number;
}
