import type { Role } from '#broker/auth/access';
import type { ObtainedCounts } from '#broker/rules/obtained';
import type { ScenarioPlay } from '#broker/rules/scenario-play';
import type { WebhookDescription } from '#broker/webhooks/webhook';
import type { JsonObject, Json } from '#core/json';

interface OfVersion { pacticipant: string; version: string }

/**
 * What happened, in the order in which it happened. The ledger only ever adds facts; everything it answers is computed
 * from them. A version, an application or an integration comes into being with the first fact that names it.
 */
export type Fact =
  | ({ kind: 'version-recorded'; buildUrl?: string } & OfVersion)
  | ({ kind: 'branch-joined'; branch: string } & OfVersion)
  | ({ kind: 'branch-left'; branch: string } & OfVersion)
  | { kind: 'branch-removed'; pacticipant: string; branch: string }
  | ({ kind: 'tag-set'; tag: string } & OfVersion)
  | ({ kind: 'tag-removed'; tag: string } & OfVersion)
  | { kind: 'label-set'; pacticipant: string; label: string }
  | { kind: 'label-removed'; pacticipant: string; label: string }
  /** `text` is the address of the pact's text in the ledger, `sha` that of its content. A second one for the same version replaces the first (a merge). */
  | {
      kind: 'pact-published'; consumer: string; version: string; provider: string; sha: string; text: string;
      /** Beside the text, which cleaning may forget. Absent in facts of older ledgers, whose texts are all there. */
      obtained?: ObtainedCounts;
    }
  | {
      kind: 'verification-published'; consumer: string; provider: string; sha: string; providerVersion: string; success: boolean;
      /** The pact was only in work when it was verified: this success does not end that. */
      wip?: true; buildUrl?: string; testResults?: Json; verifiedBy?: JsonObject;
    }
  | { kind: 'pacticipant-described'; name: string; displayName?: string; mainBranch?: string; repositoryUrl?: string; repositoryName?: string; repositoryNamespace?: string }
  | { kind: 'environment-described'; uuid: string; name: string; displayName: string; production: boolean; contacts?: Json }
  | { kind: 'environment-removed'; uuid: string }
  /** Replaces what was deployed in the same environment as the same instance. `environment` is a uuid. */
  | ({ kind: 'deployed'; uuid: string; environment: string; instance?: string } & OfVersion)
  | { kind: 'undeployed'; uuid: string }
  | ({ kind: 'released'; uuid: string; environment: string } & OfVersion)
  | { kind: 'support-ended'; uuid: string }
  /** Its request holds no secret: those are kept apart, so that they can be forgotten. */
  | ({ kind: 'webhook-described'; uuid: string } & WebhookDescription)
  | { kind: 'webhook-removed'; uuid: string }
  /** `uuid` is the trigger's own; `event` a WebhookEvent. */
  | { kind: 'webhook-triggered'; uuid: string; webhook: string; event: JsonObject }
  | { kind: 'webhook-attempted'; trigger: string; success: boolean; log: string }
  /** `hash` is SHA-256 of 256 random bits: nobody finds the token by it. */
  | { kind: 'token-created'; name: string; role: Role; hash: string }
  | { kind: 'token-revoked'; name: string }
  /** What a drift run showed; what it could not tell is not in it. */
  | { kind: 'scenarios-played'; plays: ScenarioPlay[] }
  /** What is removed is gone from every answer; the facts that made it stay. */
  | { kind: 'pact-removed'; consumer: string; version: string; provider: string }
  | ({ kind: 'version-removed' } & OfVersion)
  | { kind: 'pacticipant-removed'; name: string }
  /** With all pacts and results of the two; versions and applications that have nothing else go too. */
  | { kind: 'integration-removed'; consumer: string; provider: string };

export type FactOf<K extends Fact['kind']> = Extract<Fact, { kind: K }>;
