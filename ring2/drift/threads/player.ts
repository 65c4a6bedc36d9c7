// The program of one thread: opens the targets that it is told, then plays what it is asked to, until it is told to end.
import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '#core/errors';
import { loadScenarios } from '#ring2/drift/scenarios';
import { ask, closeAll, openAll } from '#ring2/drift/sides';
import { parseTarget } from '#ring2/drift/targets';
import type { Asked, Told, Work } from '#ring2/drift/threads/words';

const { targets, runs } = workerData as Work;
const port = parentPort;
if (!port) throw new Error('this is the program of a thread');
const say = (told: Told): void => port.postMessage(told);

const interrupted = new AbortController();
const scenarios = new Map((await loadScenarios()).map((scenario) => [scenario.name, scenario]));
const sides = await openAll(targets.map(({ name, driver }) => parseTarget(name, { driver })), [], runs);

async function play({ id, scenario: named, payload, name }: Extract<Asked, { id: number }>): Promise<void> {
  try {
    const scenario = scenarios.get(named);
    if (!scenario) throw new Error(`there is no scenario ${named}`);
    const answers = await Promise.all(sides.map((side) => ask(side, { scenario, payload, name }, runs, interrupted.signal)));
    say({ id, recordings: answers.map(({ recording }) => recording) });
  } catch (error) {
    say({ id, defect: error instanceof Error ? (error.stack ?? error.message) : reasonOf(error) });
  }
}

port.on('message', (asked: Asked) => {
  if (asked === 'interrupt') interrupted.abort();
  // Whatever an SDK keeps timers for, they end with the thread.
  else if (asked === 'end') void closeAll(sides).finally(() => process.exit(0));
  else void play(asked);
});
