import type { Transcript } from '#core/transcript';
import type { Service } from '#ring2/drift/golden/golden';
import { type Performance, record, stageRequest } from '#ring2/drift/play';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';

/** One run on the embedded emulator: what it shows, and what the same would take on a bus that is not ours. */
export interface Rehearsed {
  transcript: Transcript | undefined;
  /** Calls of the driver, and two for every entity: making it and removing it. */
  operations: number;
  /** What the script lets pass, in milliseconds. */
  waitedMs: number;
}

/** Plays each performance once. What goes wrong leaves the transcript out: the recording itself will say more. */
export async function rehearse(emulator: DriftTarget, performances: readonly Performance[], signal?: AbortSignal): Promise<Map<string, Rehearsed>> {
  const rehearsed = new Map<string, Rehearsed>();
  const session = await emulator.open(performances.map((performance) => stageRequest(performance, 1)), signal);
  try {
    for (const performance of performances) {
      if (signal?.aborted) break;
      const count = { operations: 2 * entitiesOf(performance), waitedMs: 0 };
      const recording = await record(emulator, counted(session, count), performance, 1);
      rehearsed.set(performance.name, { ...count, transcript: 'transcripts' in recording ? recording.transcripts[0] : undefined });
    }
  } finally {
    await session.close();
  }
  return rehearsed;
}

function entitiesOf(performance: Performance): number {
  const { queues = {}, topics = {} } = stageRequest(performance, 1).entities;
  const subscriptions = Object.values(topics).map((topic) => Object.keys(topic.subscriptions).length);
  return Object.keys(queues).length + subscriptions.reduce((sum, count) => sum + 1 + count, 0);
}

interface Count { operations: number; waitedMs: number }

const counted = (session: TargetSession, count: Count): TargetSession => ({
  ...session,
  async enter(request) {
    const ground = await session.enter(request);
    return { ...ground, driver: counting(ground.driver, count) };
  },
});

/** Answered on this side, or made of calls that are counted themselves. */
const FREE = new Set(['now', 'another', 'rules']);

/** Whatever has methods of its own (a session, the administration API, a wire) counts along. */
function counting<T extends object>(of: T, count: Count): T {
  const along = (answer: unknown) => (answer !== null && typeof answer === 'object' && Object.values(answer).some((part) => typeof part === 'function') ? counting(answer, count) : answer);
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        if (name === 'wait') count.waitedMs += Number(words[0]);
        else if (!FREE.has(String(name))) count.operations += name === 'send' && Array.isArray(words[1]) ? words[1].length : 1;
        const result: unknown = Reflect.apply(value, target, words);
        return result instanceof Promise ? result.then(along) : along(result);
      };
    },
  });
}


interface Taking { target: DriftTarget; service: Service; scenarios: readonly Rehearsed[]; before: number; runs: number }

/** What a recording will take, in words: said before anything is asked. */
export function whatItTakes({ target, service, scenarios, before, runs }: Taking): string {
  const sum = (of: (one: Rehearsed) => number) => runs * scenarios.reduce((total, one) => total + of(one), 0);
  const price = service === 'azure'
    ? "By Azure's price list the base charge of the Standard tier covers the first 13 million operations of a month."
    : 'By its address this is not Azure: what is recorded says nothing about Azure.';
  return `Recording ${scenarios.length} scenario(s) on ${target.name}, ${runs} times each${before > 0 ? `, ${before} more recorded before` : ''}: about ${sum(({ operations }) => operations)} operations, at least ${Math.ceil(sum(({ waitedMs }) => waitedMs) / 60_000)} min of waiting.
${price}
`;
}
