/** Time as a parameter: lock expiry and token lifetimes are tested by turning the clock, never by sleeping. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `action` once after `ms`; the returned function cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** The machine's clock. The only door to real time outside the transports. */
export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    // setTimeout fires at once above 2^31-1 ms; a timer that far away may as well wake up early and be re-armed by its owner.
    const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export interface VirtualClock extends Clock {
  /** Moves time forward, running what falls due in order. */
  advance(ms: number): void;
}

export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = start;
  const due = new Map<number, { at: number; action: () => void }>();
  let nextId = 0;
  const earliest = (until: number) =>
    [...due].filter(([, timer]) => timer.at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
  return {
    now: () => now,
    after(ms, action) {
      const id = nextId++;
      due.set(id, { at: now + ms, action });
      return () => void due.delete(id);
    },
    advance(ms) {
      const until = now + ms;
      for (let next = earliest(until); next; next = earliest(until)) {
        const [id, timer] = next;
        due.delete(id);
        now = Math.max(now, timer.at);
        timer.action();
      }
      now = until;
    },
  };
}

/** A running clock with a hand to turn: `advance` adds to its time, and what falls due meanwhile runs at once, in order. */
export function turnableClock(base: Clock = realClock): VirtualClock {
  const timers = new Map<number, { at: number; action: () => void; cancel: () => void }>();
  let ahead = 0;
  let nextId = 0;
  const now = () => base.now() + ahead;
  const fire = (id: number) => {
    const timer = timers.get(id);
    if (!timer) return;
    // A base may wake up early: realClock does where a timer is too far away.
    if (timer.at > now()) return arm(id);
    timers.delete(id);
    timer.cancel();
    timer.action();
  };
  const arm = (id: number) => {
    const timer = timers.get(id);
    if (!timer) return;
    timer.cancel();
    timer.cancel = base.after(Math.max(0, timer.at - now()), () => fire(id));
  };
  return {
    now,
    after(ms, action) {
      const id = nextId++;
      timers.set(id, { at: now() + ms, action, cancel: () => undefined });
      arm(id);
      return () => {
        timers.get(id)?.cancel();
        timers.delete(id);
      };
    },
    advance(ms) {
      ahead += ms;
      const waiting = [...timers].sort(([a, x], [b, y]) => x.at - y.at || a - b);
      for (const [id] of waiting) fire(id);
    },
  };
}
