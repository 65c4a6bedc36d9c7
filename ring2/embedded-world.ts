import { performance } from 'node:perf_hooks';
import { type Clock, realClock } from '#core/clock';
import type { Json } from '#core/json';
import { loadContract } from '#contracts/load';
import { type RunningPlatform, startPlatform } from '#emulators/platform/index';
import { QUEUES } from '#emulators/platform/bus';
import type { PodEnd, PodJob } from '#emulators/platform/jobs-manager/jobs-manager';
import { startServiceBus } from '#emulators/service-bus/index';
import type { Journey, World } from '#journeys/world';
import type { Behaviour } from '#stubs/training-pod/env';
import { runTrainingPod } from '#stubs/training-pod/training-pod';

/** Fractions of a millisecond, so that the exchanges of several services keep their order. */
const fineClock: Clock = { ...realClock, now: () => performance.timeOrigin + performance.now() };

export interface EmbeddedWorld extends World {
  platform: RunningPlatform;
  connectionString: string;
  stop(): Promise<void>;
}

/** The whole virtual platform in this process, with a bus of its own and stub pods that run as functions. */
export async function embeddedWorld({ needs }: Journey, behaviourOf: (edge: string) => Behaviour = () => 'honest'): Promise<EmbeddedWorld> {
  const contracts = { backend: await loadContract('training-pod--backend'), requestsProxy: await loadContract('training-pod--requests-proxy') };
  const runPod = async ({ env }: PodJob): Promise<PodEnd> => {
    const participant = needs.participants.find(({ edge }) => edge === env['EDGE_ID']);
    const told = participant && { STUB_WEIGHTS: JSON.stringify(participant.weights), STUB_ACCURACY: String(participant.accuracy), STUB_FLOPS: String(participant.flops) };
    const { exitCode, log } = await runTrainingPod({ env: { ...env, ...told }, contracts, behaviour: behaviourOf(env['EDGE_ID'] ?? '') });
    return { exitCode, output: log.join('\n') };
  };
  const bus = await startServiceBus({ queues: Object.values(QUEUES).map((name) => ({ name })) });
  const platform = await startPlatform({
    connectionString: bus.connectionString, clock: fineClock, runPod, averagingRule: needs.averagingRule,
    edges: needs.participants.map(({ edge, password }) => ({ username: edge, password })),
  });
  const control = async (path: string, body: object): Promise<{ status: number; answer: Json }> => {
    const response = await fetch(`${platform.urls.backend}/_ringproof/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, answer: (await response.json()) as Json };
  };
  return {
    platform,
    connectionString: bus.connectionString,
    backendUrl: platform.urls.backend,
    async given({ name, params = {} }) {
      const { status, answer } = await control('states', { state: name, params, action: 'setup' });
      if (status !== 200) throw new Error(`the state "${name}" could not be set up: ${JSON.stringify(answer)}`);
    },
    async until(experimentKey, until, timeoutMs) {
      const { status, answer } = await control('wait', { experimentKey, until, timeoutMs });
      return { reached: status === 200, state: answer };
    },
    exchanges: () => Object.values(platform.journals).flatMap(({ exchanges }) => exchanges),
    now: () => fineClock.now(),
    async stop() {
      await platform.stop();
      await bus.stop();
    },
  };
}
