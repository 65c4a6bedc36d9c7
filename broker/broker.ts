import type { Notice, PublishRequest } from '#broker/operations/publish';
import type { SelectionRequest } from '#broker/rules/consumer-version-selector';
import type { Deployability } from '#broker/rules/deployability';
import type { MatrixQuery } from '#broker/rules/matrix';
import type { MatrixRow } from '#broker/rules/matrix-row';
import type { VerifierNotice } from '#broker/rules/selection-sentences';
import type { ScenarioPlay } from '#broker/rules/scenario-play';
import type { TestResult } from '#broker/rules/test-results';
import type { JsonObject } from '#core/json';
import type { Grade } from '#core/target';

/** A verification's result, on its way to the broker. */
export interface VerificationFact {
  success: boolean;
  providerVersion: string;
  providerBranch?: string;
  buildUrl?: string;
  /** Written into every test result, so that any broker keeps it. */
  grade: Grade | undefined;
  testResults: TestResult[];
  verifiedBy?: JsonObject;
  /** The pact's `pb:publish-verification-results` link. */
  publishUrl: string;
}

/** A pact that a provider should verify. */
export interface PactToVerify {
  consumer: string;
  provider: string;
  shortDescription: string;
  pending: boolean;
  /** Work in progress: no selector chose it. A failure never fails the provider's build. */
  wip: boolean;
  notices: VerifierNotice[];
  /** The pact's JSON, every interaction with its `_id`. */
  text: string;
  publishUrl: string;
}

export interface MergeQuery {
  pacticipant: string;
  version: string;
  /** Count only proofs of this grade or better. */
  minEvidence?: Grade;
  /** With `minEvidence`: contracts whose proofs against a double are in doubt, and why. */
  doubts?: ReadonlyMap<string, string>;
  /** Count only proofs younger than this, in milliseconds. */
  maxAgeMs?: number;
  /** Applications to leave out. */
  ignore?: string[];
}

export interface DeployQuery extends MergeQuery { environment: string }

export interface PacticipantSummary { name: string; mainBranch?: string; repositoryUrl?: string; providers: string[]; consumers: string[] }
export interface VersionSummary { number: string; branches: string[]; tags: string[]; buildUrl?: string; createdAt: number; providers: string[] }
export interface EnvironmentSummary {
  name: string;
  production: boolean;
  /** `since` in milliseconds since the epoch. */
  versions: { pacticipant: string; version: string; kind: 'deployed' | 'released'; instance?: string; since: number }[];
}

/**
 * A Pact Broker: a ledger file in this process, or any broker by its URL; both mean the same by every answer. All
 * methods may throw RP_LEDGER_WRITE and RP_LEDGER_CORRUPT (a file), RP_BROKER_UNREACHABLE, RP_BROKER_NOT_A_BROKER and
 * RP_BROKER_REFUSED (a URL).
 */
export interface Broker {
  /** @throws RingproofError RP_BROKER_CONFLICT when this version was published with other content, RP_BROKER_SIMILAR_NAME when a new name may be a slip for a known one, RP_PACT_UNREADABLE; then nothing of the request is published. */
  publish(request: PublishRequest): Promise<{ notices: Notice['text'][] }>;
  /** Without selectors: the main branch's pacts, and those of all deployed and released versions. */
  pactsForVerification(request: SelectionRequest): Promise<PactToVerify[]>;
  /** @throws RingproofError RP_VERIFY_NOT_PUBLISHED unless the broker gives the result back as it was sent. */
  recordVerification(fact: VerificationFact): Promise<void>;
  /** Does nothing when it exists already; whether it is production may change. */
  createEnvironment(name: string, production?: boolean): Promise<void>;
  /** @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN. */
  recordDeployment(pacticipant: string, version: string, environment: string, applicationInstance?: string): Promise<void>;
  /** @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN, RP_NOT_DEPLOYED. */
  recordUndeployment(pacticipant: string, version: string, environment: string, applicationInstance?: string): Promise<void>;
  /** @throws RingproofError RP_VERSION_UNKNOWN, RP_ENVIRONMENT_UNKNOWN. */
  recordRelease(pacticipant: string, version: string, environment: string): Promise<void>;
  /** Notes what a drift run showed; says whether there is a place for it: a Pact Broker elsewhere has none. */
  recordDrift(plays: ScenarioPlay[]): Promise<boolean>;
  /** What drift runs have noted here; nothing at a broker that has no place for it. */
  plays(): Promise<ScenarioPlay[]>;
  /** Doubts that drift runs have left in the ledger count too. @throws RingproofError RP_VERSION_UNKNOWN for an unknown application, RP_ENVIRONMENT_UNKNOWN. */
  canIDeploy(query: DeployQuery): Promise<Deployability>;
  /** The same, against the latest version of every other application's main branch. @throws RingproofError RP_VERSION_UNKNOWN for an unknown application. */
  canIMerge(query: MergeQuery): Promise<Deployability>;
  /** A published pact's text; undefined when there is none. */
  pact(consumer: string, version: string, provider: string): Promise<string | undefined>;
  /** @throws RingproofError RP_VERSION_UNKNOWN for an unknown application, RP_ENVIRONMENT_UNKNOWN. */
  matrix(query: MatrixQuery): Promise<MatrixRow[]>;
  pacticipants(): Promise<PacticipantSummary[]>;
  /** Newest first. @throws RingproofError RP_VERSION_UNKNOWN for an unknown application. */
  versions(pacticipant: string): Promise<VersionSummary[]>;
  environments(): Promise<EnvironmentSummary[]>;
}
