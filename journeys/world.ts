import type { ProviderState } from '#core/contract';
import type { Exchange } from '#core/exchange';
import type { Json, JsonObject } from '#core/json';
import type { Outcome } from '#core/outcome';

export interface Tensor {
  name: string;
  shape: number[];
  dtype: string;
  values: number[];
}

/** One edge that takes part, and what its training pod will say: pods in a journey do not train. */
export interface JourneyParticipant {
  /** The Client ID; also the name of the edge in messages. */
  edge: string;
  password: string;
  samples: number;
  /** What the pod uploads. */
  weights: Tensor[];
  accuracy: number;
  flops: number;
}

/** What a world must have before the journey begins. */
export interface JourneyNeeds {
  participants: readonly JourneyParticipant[];
  averagingRule: 'mean' | 'sample-weighted';
}

/** Where a journey walks: in one process, over sockets, in a cluster. A ring builds it from the journey's needs. */
export interface World {
  backendUrl: string;
  /** Makes a provider state of the backend true. @throws Error when the backend does not know it */
  given(state: ProviderState): Promise<void>;
  /** Held until the experiment holds everything in `until`, without polling; `state` is how it is at the end. */
  until: (experimentKey: string, until: JsonObject, timeoutMs: number) => Promise<{ reached: boolean; state: Json }>;
  /** What every service saw until now. */
  exchanges(): readonly Exchange[];
  /** Milliseconds since the epoch, by the clock of the exchanges. */
  now(): number;
}

/** One arrow of the sequence picture; `at` in milliseconds since the journey began. */
export interface JourneyStep {
  from: string;
  to: string;
  what: string;
  at: number;
}

export interface JourneyRun {
  outcome: Outcome;
  steps: JourneyStep[];
}

export interface Journey {
  name: string;
  /** The dated incident that this walk would have caught. */
  incident: string;
  needs: JourneyNeeds;
  run(world: World): Promise<JourneyRun>;
}
