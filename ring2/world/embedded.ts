import { performance } from 'node:perf_hooks';
import { createChanges } from '#core/changes';
import { type Clock, realClock, turnableClock } from '#core/clock';
import type { Json } from '#core/json';
import { type Around, type RunningPlatform, type ServiceName, startPlatform } from '#emulators/platform/index';
import type { Journey, World } from '#journeys/world';
import { startEmbeddedBus } from '#ring2/world/bus';
import { createHolds } from '#ring2/world/holds';
import { ingestions } from '#ring2/world/ingestions';
import { podRunner } from '#ring2/world/pods';

/** Fractions of a millisecond, so that the exchanges of several services keep their order. */
const fineClock: Clock = { ...realClock, now: () => performance.timeOrigin + performance.now() };
/** An outage in a journey is short; a try that an outage has swallowed is told by its end only. */
const BUS_RETRY = { maxRetries: 100, retryDelayInMs: 25, timeoutInMs: 1_500 };

/** What is deliberately wrong in a world, as it once was in the real platform. */
export interface Wrong {
  around?: Partial<Record<ServiceName, Around>>;
  /** Of every training pod. */
  pods?: string;
  /** Of every ingestor, beside what the journey asks for. */
  ingestors?: string;
}

export interface EmbeddedWorld extends World {
  platform: RunningPlatform;
  connectionString: string;
  stop(): Promise<void>;
}

/** The whole virtual platform in this process, with a bus of its own, programs that run as functions, and everything a journey can ask for. */
export async function embeddedWorld({ needs }: Pick<Journey, 'needs'>, wrong: Wrong = {}): Promise<EmbeddedWorld> {
  const clock = turnableClock(fineClock);
  const changes = createChanges(clock);
  const holds = createHolds();
  const bus = await startEmbeddedBus(clock);
  const platform = await startPlatform({
    connectionString: bus.connectionString, clock, runPod: podRunner(needs.participants, holds, wrong.pods), averagingRule: needs.averagingRule,
    edges: needs.participants.map(({ edge, password }) => ({ username: edge, password })), busRetry: BUS_RETRY, onExchange: () => changes.changed(), ...(wrong.around && { around: wrong.around }),
  }).catch(async (error: unknown) => {
    await bus.stop();
    throw error;
  });
  const { urls, parts } = platform;
  const control = async (path: string, body: object): Promise<{ status: number; answer: Json }> => {
    const response = await fetch(`${urls.backend}/_ringproof/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as Json };
  };
  const exchanges = () => Object.values(platform.journals).flatMap((journal) => journal.exchanges);
  return {
    platform, urls, exchanges,
    connectionString: bus.connectionString,
    async given({ name, params = {} }) {
      const { status, answer } = await control('states', { state: name, params, action: 'setup' });
      if (status !== 200) throw new Error(`the state "${name}" could not be set up: ${JSON.stringify(answer)}`);
    },
    async until(experimentKey, until, timeoutMs) {
      const { status, answer } = await control('wait', { experimentKey, until, timeoutMs });
      return { reached: status === 200, state: answer };
    },
    seen: (fits, count, timeoutMs) => changes.until(() => exchanges().filter(fits).length >= count, timeoutMs),
    now: () => clock.now(),
    clock: { turn: async (ms) => clock.advance(ms) },
    bus: bus.hands,
    parts: { stop: (service) => parts[service].stop(), start: (service) => parts[service].start() },
    programs: holds,
    ingestion: ingestions(urls.backend, needs.participants, wrong.ingestors),
    async stop() {
      holds.killAll();
      await platform.stop();
      await bus.stop();
    },
  };
}
