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
  /** What it does wrong, in the words of the stub training pod. */
  behaviour?: string;
  /** With the behaviour `forged-edge`: in whose name it reports. */
  forgedEdge?: string;
}

/** What a world must have before the journey begins. */
export interface JourneyNeeds {
  participants: readonly JourneyParticipant[];
  averagingRule: 'mean' | 'sample-weighted';
}

/** A service of the platform that a journey can call, stop or start. */
export type Service = 'backend' | 'averaging-service' | 'requests-proxy' | 'jobs-manager';

export interface DeadLetter {
  reason: string;
  description: string;
  body: Json;
}

/** A bus that nobody reaches until it is mended. */
export interface Outage {
  /** Resolves when somebody has tried in vain. */
  knocked: Promise<void>;
  mend(): Promise<void>;
}

/** The hands of whoever runs the bus, and of whoever has its one connection string. */
export interface BusHands {
  /** One fault to the next `count` exchanges with an entity, in the words of the Service Bus emulator. */
  fault(fault: { fault: 'lock-lost' | 'drop-connection' | 'throttle' | 'detach'; entity: string; operation: 'send' | 'receive' | 'settle'; count: number }): Promise<void>;
  cut(): Promise<Outage>;
  send(entity: string, body: Json): Promise<void>;
  /** As many dead letters of an entity as asked for, oldest first; they stay where they are. @throws Error when they do not come */
  deadLetters(entity: string, count: number): Promise<DeadLetter[]>;
  /** Sends the dead letters of an entity once more, as an operator does after a repair; answers how many. */
  resubmit(entity: string): Promise<number>;
  /** Held until an entity has no message any more, under lock or not. */
  emptied(entity: string, timeoutMs: number): Promise<boolean>;
}

/** A program that stands still before one of its requests. */
export interface Held {
  resume(): void;
  /** Ends it as a deleted pod ends: what started it may start another. */
  kill(): void;
}

export interface ProgramHands {
  /** Lets the next training pod of an edge stop before its `nth` (default first) request to a path, such as `POST /flops/`. Resolves when it stands there. */
  hold(at: { edge: string; before: string; nth?: number }): Promise<Held>;
}

/** One ingestion run of an edge. */
export interface IngestionOrder {
  edge: string;
  ingestorId: string;
  table: string;
  category: string;
  /** Rows by label; `{}` where the category has none. */
  labels: Record<string, number>;
  /** What it does wrong, in the words of the stub ingestor. */
  behaviour?: string;
}

export interface IngestionEnd {
  exitCode: number;
  log: string[];
  /** Rows that the run says the backend knows of. */
  registered: number;
}

/**
 * Where a journey walks: in one process, over sockets, in a cluster. A ring builds it from the journey's needs. What is optional
 * is a capability: a journey that needs one which its world lacks is inconclusive there.
 */
export interface World {
  urls: Partial<Record<Service, string>>;
  /** Makes a provider state of the backend true. @throws Error when the backend does not know it */
  given(state: ProviderState): Promise<void>;
  /** Held until the experiment holds everything in `until`, without polling; `state` is how it is at the end. */
  until: (experimentKey: string, until: JsonObject, timeoutMs: number) => Promise<{ reached: boolean; state: Json }>;
  /** Held until as many exchanges as asked for fit. */
  seen: (fits: (exchange: Exchange) => boolean, count: number, timeoutMs: number) => Promise<boolean>;
  /** What every service saw until now. */
  exchanges(): readonly Exchange[];
  /** Milliseconds since the epoch, by the clock of the exchanges. */
  now(): number;
  /** How long something awaited may take here, in milliseconds; 15 s unless told. */
  patienceMs?: number;
  /** Turns the time of the platform and the bus forward. */
  clock?: { turn(ms: number): Promise<void> };
  bus?: BusHands;
  /** Stops and starts a service; what it has stored is kept. */
  parts?: { stop(service: Service): Promise<void>; start(service: Service): Promise<void> };
  programs?: ProgramHands;
  /** Runs an ingestion to its end; `beforeRegistering` happens between its rows and its call to the backend. */
  ingestion?: { run(order: IngestionOrder, beforeRegistering?: () => Promise<void>): Promise<IngestionEnd> };
}

/** What a world may lack, and how that is said. */
export const CAPABILITIES = {
  clock: 'turn the clock', bus: 'disturb the bus', parts: 'stop and start services', programs: 'hold or kill a training pod', ingestion: 'run an ingestion',
} as const satisfies Partial<Record<keyof World, string>>;
export type Capability = keyof typeof CAPABILITIES;

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
  /** What was exchanged on the way. */
  exchanges: readonly Exchange[];
}

export interface Journey {
  name: string;
  /** The dated incident that this walk would have caught; where none is public, the symptom or promise that it holds to. */
  incident: string;
  needs: JourneyNeeds;
  run(world: World): Promise<JourneyRun>;
}
