import type { Driver } from '#ring2/drift/driver';
import type { Entities } from '#ring2/drift/entities';
import type { NotOffered } from '#ring2/drift/library';
import type { Capability, Stage } from '#ring2/drift/scenario';

/** The entities that one run of one scenario needs. */
export interface StageRequest {
  scenario: string;
  entities: Entities;
  /** Whether the scenario is about tokens, so that a target which can choose must check them. */
  checksTokens: boolean;
  /** Counts from 1; where entities can be created, each run has its own. */
  run: number;
}

/** Where one run of one scenario happens. `names` says which word stands for which of the run's own names. */
export interface Ground {
  driver: Driver;
  stage: Omit<Stage, 'message'>;
  names: Readonly<Record<string, string>>;
  leave(): Promise<void>;
}

/** An open target: emulator started, client connected. */
export interface TargetSession {
  /** Of the client library that asks. */
  driverVersion: string;
  /** What answers, where that was found out by asking. */
  product?: Product;
  /** Its scenarios must be played one after the other, whatever is asked for: they share queues, or connections are few. */
  alone?: boolean;
  /**
   * The request's entities, empty, and a driver on them.
   * @throws CannotTell when they are not there or not empty
   */
  enter(request: StageRequest): Promise<Ground>;
  close(): Promise<void>;
}

/** What kind of bus a target is, where that is known: the manifest has its gaps. */
export type Product = 'ringproof emulator' | 'official emulator';

/** One side of a drift check. `name` goes into every report and holds no secret. */
export interface DriftTarget {
  name: string;
  transport: 'tcp' | 'websocket';
  clock: 'virtual' | 'real';
  /** The client library that asks, as `name`. */
  driver: string;
  /** Where it is, unless it is embedded. */
  place?: { host: string; tls: boolean };
  /** How many scenarios it takes at once. */
  jobs: number;
  product?: Product;
  /** Declared gaps: scenarios that need them are inconclusive. */
  lacks: readonly Capability[];
  /** @throws RingproofError `RP_TARGET_UNREACHABLE` */
  open(requests: readonly StageRequest[], signal?: AbortSignal): Promise<TargetSession>;
}

/** The question could not be put; the message is the reason a user reads. */
export class CannotTell extends Error {}

/** The client library declares not to offer what the scenario asks for: the bus was not asked. */
export class FeatureNotOffered extends CannotTell {
  readonly gap: NotOffered;

  constructor(gap: NotOffered) {
    super(`${gap.driver} does not offer ${gap.feature}: ${gap.reason}`);
    this.gap = gap;
  }
}
