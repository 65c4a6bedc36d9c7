import type { Json } from '#core/json';
import type { Observation } from '#core/transcript';
import type { Driver, OutgoingMessage, PropertyValue } from '#ring2/drift/driver';
import type { Entities } from '#ring2/drift/entities';

/** How long a scenario takes where time is real: below a minute, some minutes, or for the night. */
export type Tier = 'fast' | 'minutes' | 'nightly';
export const TIERS: readonly Tier[] = ['fast', 'minutes', 'nightly'];

/** What a target must be able to do. A declared gap makes the scenario inconclusive, never green. */
export type Capability =
  | 'lock>=5s' | 'dead-letter' | 'deferred' | 'scheduled' | 'peek' | 'ttl' | 'sessions' | 'duplicate-detection'
  | 'topics' | 'forwarding' | 'admin' | 'wire' | 'websocket' | 'auth';

/**
 * What the expectation rests on: seen on a real namespace, asserted by a live test of Azure's own, said by a published
 * document, or a guess. Agreement with the last three shows consistency, not proof.
 */
export const ORIGINS = ['recorded', 'azure-tests', 'documented', 'assumed'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The real message of a contract, given in by the caller, so that drift is told in the words of that contract. */
export interface Payload {
  /** `<consumer>--<provider>`. */
  contract: string;
  /** The interaction's description. */
  interaction: string;
  body: Json;
  contentType?: string;
  properties?: Record<string, PropertyValue>;
}

/** The names that a run's entities have on its target. */
export interface Stage {
  /** The queue with the role `queue`. */
  queue: string;
  /** The topic with the role `topic`. */
  topic: string;
  /** The queue or topic with this role. */
  at: (role: string) => string;
  /** The path of a subscription of the topic. */
  subscription: (name: string) => string;
  /** A name at which there is no entity, for the run to create one or to miss it. */
  fresh: (word: string) => string;
  /** The payload as a new message, with an id of its own. */
  message: (more?: Partial<OutgoingMessage>) => OutgoingMessage;
}

/**
 * What a step must show by the scenario's source: the code of an error, `ok` or `nothing`, or facts by name as the
 * transcript has them (`message#1` for an id, milliseconds from the first instant for a time, whether a bound holds).
 */
export type Shown = string | Readonly<Record<string, Json>>;

/** Stands where a fact must not be shown at all. */
export const ABSENT = '(absent)';

export interface Scenario {
  name: string;
  /** The folder it stands in: reports keep together what is about one thing. */
  area?: string;
  /** Its numbers in the list of drift scenarios. */
  ids: readonly string[];
  /** Documents by the names of their pages, or the facts of Azure's live tests (L1 …). */
  source: string;
  origin: Origin;
  /** What the cloud does, in one sentence. */
  expects: string;
  /** Contracts whose consumers rely on it; their messages are what travels. */
  contracts: readonly string[];
  tier: Tier;
  needs: readonly Capability[];
  /** Default one queue, with the role `queue`. */
  entities?: Entities;
  /** By step. */
  shows: Readonly<Record<string, Shown>>;
  /** Its file, as written; given by whoever loads it. */
  text?: string;
  /** By driver, the steps at which that client shows something else for a reason of its own, which stands beside it. */
  shownBy?: Readonly<Record<string, Readonly<Record<string, Shown>>>>;
  run(bus: Driver, stage: Stage): AsyncGenerator<Observation, void>;
}

/** Only gives the literal its type; the file's name is the scenario's name. */
export const defineScenario = (scenario: Scenario): Scenario => scenario;
