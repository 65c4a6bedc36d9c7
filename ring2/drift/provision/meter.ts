import { CannotTell } from '#ring2/drift/target';

/** What targets in real time may cost, all of them together. */
export interface Budget {
  operations?: number;
  minutes?: number;
}

/** How many entities were made, by kind. */
export interface Made { queues: number; topics: number; subscriptions: number }

export interface Meter {
  /**
   * Counts operations about to be made: calls of a driver or of the administration API, a batch by its messages.
   * @throws CannotTell when they would exceed the budget
   */
  spend(operations?: number): void;
  /** @throws CannotTell when the time would be over by then */
  wait(ms: number): void;
  readonly operations: number;
  /** Counted when the target has made them. */
  readonly made: Made;
}

/** `now` in milliseconds; the minutes begin with the first call. */
export function createMeter({ operations: limit = Infinity, minutes = Infinity }: Budget = {}, now: () => number = Date.now): Meter {
  let operations = 0;
  let end: number | undefined;
  const wait = (ms: number) => {
    end ??= now() + minutes * 60_000;
    if (now() + ms > end) throw new CannotTell(`not asked: the ${minutes} min of --max-minutes are over, or would be before the scenario ended`);
  };
  return {
    made: { queues: 0, topics: 0, subscriptions: 0 },
    wait,
    spend(count = 1) {
      if (operations + count > limit) throw new CannotTell(`not asked to the end: the ${limit} operations of --max-operations are used up`);
      wait(0);
      operations += count;
    },
    get operations() {
      return operations;
    },
  };
}
