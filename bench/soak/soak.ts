import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { InjectedFault } from '#emulators/service-bus/index';
import { pseudoRandom } from '#core/pseudo-random';
import { bury, consume, consumeSessions } from './consume.ts';
import { type Balance, Ledger, type Told } from './ledger.ts';
import { PLACES, SESSION_QUEUE, TARGETS } from './places.ts';
import { produce } from './produce.ts';
import type { Shift } from './worker.ts';

const FAULTS: InjectedFault[] = [
  { fault: 'drop-connection', probability: 0.0005 }, { fault: 'detach', probability: 0.0005 }, { fault: 'throttle', probability: 0.001 },
  { fault: 'lock-lost', probability: 0.01 }, { fault: 'slow', probability: 0.002, ms: 200 },
];
/** How long the consumers have for what is left: a lock, a time to live, a schedule and some. */
const DRAIN_MS = 90_000;

export interface Soaked {
  balance: Balance;
  /** Hits of each fault that was injected. */
  hits: Record<string, number>;
  /** Bytes, once a second after a garbage collection, while there was traffic. */
  rss: number[];
  /** The entities that still had messages when it was given up, as the emulator shows them; none when all came out. */
  remaining: Shown[];
}

export interface Shown { path: string; counts: { total: number }; messages: unknown[] }

/** Mixed traffic with faults for so many seconds, then everything is received to the last message. */
export async function soak(seconds: number, seed: number): Promise<Soaked> {
  const child = fork(join(import.meta.dirname, 'emulator.ts'), { execArgv: ['--expose-gc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const ledger = new Ledger();
  const phase = { working: true, open: true };
  const rss: number[] = [];
  child.on('message', (message: { told: Told; rss: number }) => {
    ledger.told(message.told);
    if (phase.working) rss.push(message.rss);
  });
  const control = controlOf(port);
  for (const [index, fault] of FAULTS.entries()) await control('POST', 'faults', { ...fault, seed: seed + index });
  process.on('unhandledRejection', onUnhandled);
  const workers = start(port, ledger, seed, phase);
  await pause(seconds * 1000);
  phase.working = false;
  const hits = await stopFaults(control);
  let remaining = await left(control);
  for (const until = Date.now() + DRAIN_MS; remaining.length > 0 && Date.now() < until; remaining = await left(control)) await pause(500);
  phase.open = false;
  await Promise.all(workers);
  // The emulator tells once a second.
  await pause(2500);
  await end(child);
  process.off('unhandledRejection', onUnhandled);
  return { balance: ledger.balance(), hits, rss, remaining };
}

/** The SDK now and then leaves an AMQP error of a link that a fault ended to nobody; anything else is a defect here. */
function onUnhandled(reason: unknown): void {
  if (typeof reason !== 'object' || reason === null || !('condition' in reason)) throw reason;
}

function start(port: number, ledger: Ledger, seed: number, phase: { working: boolean; open: boolean }): Promise<void>[] {
  let workers = 0;
  const shift = (): Shift => ({
    connectionString: `Endpoint=sb://localhost:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`,
    ledger, random: pseudoRandom(seed * 1000 + (workers += 1)), working: () => phase.working, open: () => phase.open,
  });
  return [
    ...TARGETS.map((target) => produce(shift(), target)),
    ...PLACES.flatMap((place) => [consume(shift(), place), bury(shift(), place)]),
    consumeSessions(shift()), consumeSessions(shift()), bury(shift(), SESSION_QUEUE),
  ];
}

type Control = (method: string, path: string, body?: object) => Promise<unknown>;

const controlOf = (port: number): Control => async (method, path, body) => {
  const response = await fetch(`http://127.0.0.1:${port}/ringproof/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
};

async function left(control: Control): Promise<Shown[]> {
  const { entities } = (await control('GET', 'entities?messages=3')) as { entities: Shown[] };
  return entities.filter(({ counts }) => counts.total > 0);
}

async function stopFaults(control: Control): Promise<Record<string, number>> {
  const { faults } = (await control('GET', 'faults')) as { faults: { fault: string; hits: number }[] };
  await control('DELETE', 'faults');
  return Object.fromEntries(faults.map(({ fault, hits }) => [fault, hits]));
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}
