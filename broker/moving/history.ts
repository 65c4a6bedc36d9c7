import { STARS, type WebhookDescription } from '#broker/webhooks/webhook';
import type { Json, JsonObject } from '#core/json';

/**
 * All that a broker's API tells of its history, in the order in which it came. Times are milliseconds since the epoch;
 * a broker elsewhere tells seconds.
 */
export interface History {
  pacticipants: Pacticipant[];
  /** Of each application the oldest first. */
  versions: Version[];
  pacts: Pact[];
  /** Of each content the oldest first. */
  results: Outcome[];
  environments: Environment[];
  /** Of each place (environment, application, instance) the oldest first. */
  stays: Stay[];
  webhooks: Webhook[];
  /** What the broker has and does not tell, or tells in a form that cannot be brought elsewhere. */
  untold: string[];
}

export interface Pacticipant {
  name: string; at: number; labels: string[];
  details: { displayName?: string; mainBranch?: string; repositoryUrl?: string; repositoryName?: string; repositoryNamespace?: string };
}
export interface Version { pacticipant: string; number: string; at: number; buildUrl?: string; branches: { name: string; at: number }[]; tags: { name: string; at: number }[] }
/** `text` is the published text, byte for byte where the broker can give it. */
export interface Pact { consumer: string; version: string; provider: string; sha: string; at: number; text: () => Promise<string> }
export interface Outcome {
  consumer: string; provider: string; sha: string; providerVersion: string; success: boolean; wip: boolean; at: number;
  buildUrl?: string; testResults?: Json; verifiedBy?: JsonObject;
}
export interface Environment { uuid: string; name: string; displayName: string; production: boolean; contacts?: Json; at: number }
/** `environment` is a name. */
export interface Stay { uuid: string; kind: 'deployed' | 'released'; pacticipant: string; version: string; environment: string; instance?: string; at: number; endedAt?: number }
/** Its request shows stars where a secret is. */
export interface Webhook extends WebhookDescription { uuid: string }

/** What a place for a history does beside telling its own. */
export interface Target {
  history(): Promise<History>;
  /** Does one step. Gives what could not be done, in a sentence; everything that makes going on senseless is thrown. */
  apply(step: Step): Promise<string | undefined>;
  /** What was changed on the way, in sentences. */
  notes(): string[];
}

/** One thing that the target lacks. `at` is when it happened in the source. */
export type Step = { at: number } & (
  | { kind: 'pacticipant'; pacticipant: Pacticipant; isNew: boolean }
  | { kind: 'label'; pacticipant: string; label: string }
  | { kind: 'version'; pacticipant: string; number: string; buildUrl?: string }
  | { kind: 'branch'; pacticipant: string; number: string; branch: string }
  /** `branches` are those the version has in the source. */
  | { kind: 'tag'; pacticipant: string; number: string; tag: string; branches: string[]; allBranches: string[] }
  | { kind: 'pact'; pact: Pact }
  | { kind: 'result'; result: Outcome; pact: Pact }
  | { kind: 'environment'; environment: Environment }
  | { kind: 'stay'; stay: Stay }
    | { kind: 'end'; stay: Stay }
  /** Not enabled where its secrets are missing: it would call with stars. */
  | { kind: 'webhook'; webhook: Webhook; enabled: boolean }
);

/** Whether a webhook's request has a secret, which no broker tells. */
export const hasSecret = ({ request }: Webhook): boolean => request.password === STARS || Object.values(request.headers).some((value) => value.includes(STARS));

export const placeOf = ({ kind, pacticipant, environment, instance, version }: Stay): string =>
  JSON.stringify(kind === 'deployed' ? [kind, pacticipant, environment, instance] : [kind, pacticipant, environment, version]);
