import type { Held, ProgramHands } from '#journeys/world';

interface Hold {
  edge: string;
  before: string;
  left: number;
  reached(held: Held): void;
}

/** One run of a program: its way out, and whether it was killed. */
export interface Run {
  fetch: typeof globalThis.fetch;
  killed(): boolean;
}

export interface Holds extends ProgramHands {
  run(edge: string): Run;
  /** Ends what stands still, at the end of a journey. */
  killAll(): void;
}

/** Stops programs in their tracks: they go out through a `fetch` that waits where somebody asked for it. */
export function createHolds(): Holds {
  const asked = new Set<Hold>();
  const standing = new Set<Held>();
  return {
    hold: ({ edge, before, nth = 1 }) => new Promise((reached) => void asked.add({ edge, before, left: nth, reached })),
    run(edge) {
      let dead = false;
      const stand = (hold: Hold) => new Promise<void>((go) => {
        const leave = (kill: boolean) => () => {
          standing.delete(held);
          dead ||= kill;
          go();
        };
        const held: Held = { resume: leave(false), kill: leave(true) };
        standing.add(held);
        hold.reached(held);
      });
      return {
        killed: () => dead,
        async fetch(url, init) {
          const request = `${init?.method ?? 'GET'} ${new URL(url instanceof Request ? url.url : url).pathname}`;
          const [hold] = [...asked].filter((one) => one.edge === edge && one.before === request && --one.left === 0);
          if (hold) {
            asked.delete(hold);
            await stand(hold);
          }
          if (dead) throw new Error('the pod was killed');
          return globalThis.fetch(url, init);
        },
      };
    },
    killAll() {
      for (const held of standing) held.kill();
    },
  };
}
