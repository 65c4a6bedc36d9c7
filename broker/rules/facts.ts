import type { RowVersion } from '#broker/rules/matrix-row';
import type { ObtainedCounts } from '#broker/rules/obtained';
import type { Selector } from '#broker/rules/selector';
import type { InteractionFailure } from '#broker/rules/test-results';
import type { Grade } from '#core/target';

/** A version of an application. A higher `id` is a later version. */
export interface VersionRef { id: number; pacticipant: string; number: string }

/** A pact as one consumer version published it. Equal content has one `content` id, whoever published it. */
export interface PactRef { consumer: VersionRef; provider: string; content: number; sha: string; publishedAt: number; obtained: ObtainedCounts }

export interface VerificationRef { id: number; content: number; number: number; provider: VersionRef; success: boolean; wip: boolean; at: number; grade?: Grade }

/** A version in an environment, by the environment's name. */
export interface Placed { version: VersionRef; environment: string }

/** What the rules ask. Each question reads its own rows by an index, never the history. */
export interface BrokerFacts {
  hasPacticipant(name: string): boolean;
  labelsOf(pacticipant: string): string[];
  mainBranchOf(pacticipant: string): string | undefined;
  /** When the branch first had a version, in milliseconds since the epoch. */
  branchSince(pacticipant: string, branch: string): number | undefined;
  /** When the branch's first version came into being; earlier than the branch itself when the version joined it later. */
  firstVersionSince(pacticipant: string, branch: string): number | undefined;
  tagSince(pacticipant: string, tag: string): number | undefined;
  branches(pacticipant: string): string[];
  tags(pacticipant: string): string[];
  /** The versions a selector stands for, newest first; all of them when it has only a name. */
  versions(selector: Selector): VersionRef[];
  /** Whom this consumer (in this version) has a pact with. */
  providersOf(consumer: string, versionId?: number): string[];
  consumersOf(provider: string): string[];
  pactsOfVersion(versionId: number): PactRef[];
  pactsOfConsumer(consumer: string, provider?: string): PactRef[];
  pactsOfContent(content: number): PactRef[];
  latestPact(consumer: string, provider: string): PactRef | undefined;
  /** The newest pact of an earlier consumer version than this one: with the tag, or with none. */
  pactBefore(consumer: VersionRef, provider: string, tag?: string): PactRef | undefined;
  /** Results for a content, of each version oldest first; all of them, or those by these provider versions. */
  verificationsOf(content: number, by?: readonly number[]): VerificationRef[];
  /** Newest first, read on only as far as is asked for: a contract that never changes has thousands. */
  successesOf(content: number): Iterable<VerificationRef>;
  latestVerificationOf(content: number): VerificationRef | undefined;
  verificationsBy(providerVersionId: number): VerificationRef[];
  failures(verificationId: number): InteractionFailure[];
  rowVersion(version: VersionRef): RowVersion;
  branchesOf(versionId: number): string[];
  tagsOf(versionId: number): string[];
  buildUrlOf(versionId: number): string | undefined;
  /** The versions of this application that are deployed, or released and supported, and where. */
  deployed(pacticipant: string): Placed[];
  released(pacticipant: string): Placed[];
}
