import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { amqpGo } from '#ring2/drift/drivers/amqp-go';
import type { Performance, Recording } from '#ring2/drift/play';
import { type OpenSide, ask } from '#ring2/drift/sides';
import type { DriftTarget } from '#ring2/drift/target';
import type { Asked, Told, Work } from '#ring2/drift/threads/words';
import type { Side } from '#ring2/drift/verdict';

/** Who plays a scenario on all targets. */
export interface Player {
  play(performance: Performance): Promise<Side[]>;
  close(): Promise<void>;
}

/** Below that a thread loads for longer than it saves. */
const WORTH_A_THREAD = 20;

/**
 * How many threads are to play so many scenarios: one for each core, where every target is an emulator of this process and
 * can be started again by its name; else this one alone, because a target elsewhere has one budget.
 */
export function threadsFor(targets: readonly DriftTarget[], performances: number, most: number = availableParallelism()): number {
  if (targets.some(({ clock }) => clock === 'real')) return 1;
  // Its program keeps a core busy by itself: on two cores a second thread made it slower (10.9 s to 12.4 s).
  const cores = targets.some(({ driver }) => driver === amqpGo.name) ? most / 2 : most;
  return Math.max(1, Math.floor(Math.min(cores, performances / WORTH_A_THREAD)));
}

export const playerHere = (sides: readonly OpenSide[], runs: number, signal?: AbortSignal): Player => ({
  play: async (performance) => Promise.all(sides.map((side) => ask(side, performance, runs, signal))),
  close: async () => undefined,
});

const PROGRAM = new URL(`./player${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** A thread that has emulators and a client of its own; what it is asked before it is ready waits there. */
export function playerInThread(targets: readonly DriftTarget[], runs: number, signal?: AbortSignal): Player {
  const work: Work = { targets: targets.map(({ name, driver }) => ({ name, driver })), runs };
  const worker = new Worker(PROGRAM, { workerData: work });
  const waiting = new Map<number, { resolve: (recordings: Recording[]) => void; reject: (error: Error) => void }>();
  const tell = (asked: Asked): void => worker.postMessage(asked);
  let count = 0;
  let ended: Error | undefined;
  const fail = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  const exit = new Promise<void>((resolve) => {
    worker.once('exit', (code) => { fail(new Error(`a thread of the drift check ended with code ${code}`)); resolve(); });
  });
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('message', (told: Told) => {
    const mine = waiting.get(told.id);
    waiting.delete(told.id);
    if ('defect' in told) mine?.reject(new Error(told.defect));
    else mine?.resolve(told.recordings);
  });
  const interrupt = () => tell('interrupt');
  signal?.addEventListener('abort', interrupt, { once: true });
  return {
    async play({ scenario, payload, name }) {
      if (ended) throw ended;
      const recordings = await new Promise<Recording[]>((resolve, reject) => {
        waiting.set((count += 1), { resolve, reject });
        tell({ id: count, scenario: scenario.name, payload, name });
      });
      return targets.flatMap((target, index) => { const recording = recordings[index]; return recording ? [{ target, recording }] : []; });
    },
    async close() {
      signal?.removeEventListener('abort', interrupt);
      tell('end');
      await exit;
    },
  };
}
