import { type VirtualClock, virtualClock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import { type Journal, createJournal } from '#core/exchange';
import type { Json, JsonObject } from '#core/json';
import { loadContract } from '#contracts/load';
import { consumeCycles } from '#emulators/platform/averaging-service/service';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import type { BackendRules } from '#emulators/platform/backend/rules';
import { QUEUES } from '#emulators/platform/bus';
import { type MemoryBus, memoryBus } from '#emulators/platform/bus-memory';
import { type PodEnd, type PodJob, startJobsManager } from '#emulators/platform/jobs-manager/jobs-manager';
import type { EdgeCredentials } from '#emulators/platform/jobs-manager/login';
import { requestsProxyApp } from '#emulators/platform/requests-proxy/app';
import { memoryStore } from '#emulators/platform/weights/store';
import { runTrainingPod } from '#stubs/training-pod/training-pod';

export const BACKEND = 'http://backend.test';
const PROXY = 'http://requests-proxy.test';

export interface InProcessOptions {
  /** Rules that are broken on purpose. */
  rules?: Partial<BackendRules>;
}

/** The virtual platform in one process, without a socket: its services are called as functions, and time stands until it is turned. */
export interface InProcessPlatform {
  clock: VirtualClock;
  bus: MemoryBus;
  /** What the backend was asked, in order. */
  journal: Journal;
  /** `fetch` for whoever would call over the network. */
  fetch: typeof globalThis.fetch;
  /** @throws Error when the backend does not know the state */
  given(...states: ProviderState[]): Promise<void>;
  outbox(): Promise<{ to: string; kind: string; code: string }[]>;
  /** A jobs-manager for these edges; each message becomes a stub pod that says what `told` says of it. */
  startEdges(edges: readonly EdgeCredentials[], told?: (edge: string) => JsonObject, onPod?: (job: PodJob) => void): Promise<void>;
}

export async function inProcessPlatform({ rules = {} }: InProcessOptions = {}): Promise<InProcessPlatform> {
  const clock = virtualClock();
  const bus = memoryBus();
  const journal = createJournal();
  const weights = memoryStore();
  const signingSecret = 'ring1';
  const common = { bus, clock, journal, queues: QUEUES, weights };
  const backend = await createBackend({ ...common, rules, ids: randomIds(), uiUrl: 'https://app.example.test', connectionStrings: { experiments: 'Endpoint=sb://one', flops: 'Endpoint=sb://two' } });
  const proxy = requestsProxyApp({ ...common, journal: createJournal(), signingSecret });
  backend.listenToBus();
  consumeCycles({ ...common, rule: 'sample-weighted' });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    return (new URL(request.url).origin === PROXY ? proxy : backend.app).request(request);
  };
  const contracts = { backend: await loadContract('training-pod--backend'), requestsProxy: await loadContract('training-pod--requests-proxy') };
  return {
    clock, bus, journal, fetch,
    async given(...states) {
      for (const { name, params = {} } of states) {
        const response = await backend.app.request('/_ringproof/states', { method: 'POST', body: JSON.stringify({ state: name, params, action: 'setup' }) });
        if (response.status !== 200) throw new Error(`the state "${name}" could not be set up: ${await response.text()}`);
      }
    },
    outbox: async () => (await backend.app.request('/_ringproof/outbox')).json() as Promise<{ to: string; kind: string; code: string }[]>,
    async startEdges(edges, told = () => ({}), onPod = () => undefined) {
      const runPod = async (job: PodJob): Promise<PodEnd> => {
        onPod(job);
        const { env } = job;
        const stub = Object.fromEntries(Object.entries(told(env['EDGE_ID'] ?? '')).map(([name, value]) => [name, text(value)]));
        const { exitCode, log } = await runTrainingPod({ env: { ...env, ...stub }, contracts, fetch });
        return { exitCode, output: log.join('\n') };
      };
      await startJobsManager({ backendUrl: BACKEND, requestsProxyUrl: PROXY, edges, signingSecret, queues: QUEUES, clock, runPod, fetch, openBus: () => bus });
    },
  };
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
