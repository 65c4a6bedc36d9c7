import type { Driver } from '#ring2/drift/driver';
import type { Capability, QueueNeeds } from '#ring2/drift/scenario';

/** A queue that a run will need, by the name it must be provisioned under where ringproof cannot create it. */
export interface QueueRequest extends QueueNeeds {
  name: string;
  /** Counts from 1; where queues can be created, each run has its own. */
  run: number;
}

/** Where one run of one scenario happens. `names` says which word stands for which of the run's own names. */
export interface Ground {
  driver: Driver;
  queue: string;
  names: Readonly<Record<string, string>>;
  leave(): Promise<void>;
}

/** An open target: emulator started, client connected. */
export interface TargetSession {
  /**
   * An empty queue and a driver on it; without a request only the driver.
   * @throws CannotTell when the queue is not there or not empty
   */
  enter(request: QueueRequest | undefined): Promise<Ground>;
  close(): Promise<void>;
}

/** One side of a drift check. `name` goes into every report and holds no secret. */
export interface DriftTarget {
  name: string;
  transport: 'tcp' | 'websocket';
  clock: 'virtual' | 'real';
  /** The client library that asks, as `name`. */
  driver: string;
  /** Declared gaps: scenarios that need them are inconclusive. */
  lacks: readonly Capability[];
  /** @throws RingproofError `RP_TARGET_UNREACHABLE` */
  open(queues: readonly QueueRequest[], signal?: AbortSignal): Promise<TargetSession>;
}

/** The question could not be put; the message is the reason a user reads. */
export class CannotTell extends Error {}
