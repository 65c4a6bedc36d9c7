import type { Json } from '#core/json';
import type { Observation } from '#core/transcript';
import type { Driver, OutgoingMessage, PropertyValue } from '#ring2/drift/driver';

/** How long a scenario takes where time is real: below a minute, some minutes, or for the night. */
export type Tier = 'fast' | 'minutes' | 'nightly';
export const TIERS: readonly Tier[] = ['fast', 'minutes', 'nightly'];

/** What a target must be able to do. A declared gap makes the scenario inconclusive, never green. */
export type Capability = 'lock>=5s' | 'dead-letter' | 'deferred' | 'scheduled' | 'peek';

/** What a queue must be like; durations are ISO 8601 as in Service Bus' own entity descriptions. */
export interface QueueNeeds {
  lockDuration: string;
  maxDeliveryCount: number;
}

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

export interface Stage {
  queue: string;
  /** A name at which there is no entity. */
  missing: string;
  /** The payload as a new message, with an id of its own. */
  message: () => OutgoingMessage;
}

export interface Scenario {
  name: string;
  /** Document and the number of the scenario in the list of drift scenarios. */
  source: string;
  /** What the cloud does, in one sentence. */
  expects: string;
  /** Contracts whose consumers rely on it; their messages are what travels. */
  contracts: readonly string[];
  tier: Tier;
  needs: readonly Capability[];
  /** Absent: the scenario needs no entity. */
  queue?: QueueNeeds;
  run(bus: Driver, stage: Stage): AsyncGenerator<Observation, void>;
}

/** Only gives the literal its type; the file's name is the scenario's name. */
export const defineScenario = (scenario: Scenario): Scenario => scenario;
