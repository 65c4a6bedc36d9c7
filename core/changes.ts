import type { Clock } from '#core/clock';

export interface Changes {
  /** Lets all who wait look again. */
  changed: () => void;
  /** Resolves true as soon as `reached` holds, false after `timeoutMs`. */
  until: (reached: () => boolean, timeoutMs: number) => Promise<boolean>;
}

/** Waiting for something to hold without asking again and again: whoever changes it says so. */
export function createChanges(clock: Clock): Changes {
  const listeners = new Set<() => void>();
  return {
    changed: () => listeners.forEach((listener) => listener()),
    until: (reached, timeoutMs) => new Promise((resolve) => {
      const end = (answer: boolean) => {
        listeners.delete(look);
        cancel();
        resolve(answer);
      };
      const look = () => void (reached() && end(true));
      const cancel = clock.after(timeoutMs, () => end(false));
      listeners.add(look);
      look();
    }),
  };
}
