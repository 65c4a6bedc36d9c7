import { realClock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import type { Journal } from '#core/exchange';
import { averagingApp } from '#emulators/platform/averaging-service/app';
import { type AveragingContext, consumeCycles } from '#emulators/platform/averaging-service/service';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import type { BackendState } from '#emulators/platform/backend/state';
import { type Bus, QUEUES } from '#emulators/platform/bus';
import type { Serve } from '#emulators/platform/http/listen';
import { jobsManagerApp } from '#emulators/platform/jobs-manager/app';
import { startJobsManager } from '#emulators/platform/jobs-manager/jobs-manager';
import type { EdgeCredentials } from '#emulators/platform/jobs-manager/login';
import type { PlatformOptions, ServiceName } from '#emulators/platform/options';
import { requestsProxyApp } from '#emulators/platform/requests-proxy/app';
import { memoryStore } from '#emulators/platform/weights/store';

/** What requests-proxy and jobs-manager share. */
export const SIGNING_SECRET = 'virtual-platform-signing-secret';

/** One start of a service: its HTTP face, and the work that begins once that is served. */
type Program = (openBus: (connectionString: string) => Bus) => Promise<{ serve: Serve; work?: () => void | Promise<void> }>;

/** How each service of a platform is started; it can be started again, and only what the backend has stored is still there then. */
export function programs(options: PlatformOptions, urls: Record<ServiceName, string>, journals: Record<ServiceName, Journal>): Record<ServiceName, Program> {
  const { connectionString, clock = realClock, queues = QUEUES, weights = memoryStore(), edges = [], runPod, averagingRule: rule = 'mean' } = options;
  let store: BackendState | undefined;
  return {
    async backend(openBus) {
      const backend = await createBackend({
        clock, queues, weights, ids: randomIds(), bus: openBus(connectionString), journal: journals.backend, uiUrl: 'https://app.example.test',
        connectionStrings: { experiments: connectionString, flops: connectionString }, seed: [...edgeStates(edges), ...(options.seed ?? [])],
        // A copy, as from a database: no object of the earlier program goes on in this one.
        ...(store && { store: structuredClone(store) }),
      });
      ({ store } = backend);
      return { serve: backend.app.fetch, work: () => void backend.listenToBus() };
    },
    async 'requests-proxy'(openBus) {
      return { serve: requestsProxyApp({ bus: openBus(connectionString), queues, clock, journal: journals['requests-proxy'], signingSecret: SIGNING_SECRET }).fetch };
    },
    async 'averaging-service'(openBus) {
      const context: AveragingContext = { bus: openBus(connectionString), queues, weights, rule };
      return { serve: averagingApp(context).fetch, work: () => void consumeCycles(context) };
    },
    async 'jobs-manager'(openBus) {
      const { fetch } = jobsManagerApp({ clock, journal: journals['jobs-manager'] });
      if (!runPod) return { serve: fetch };
      return { serve: fetch, work: () => startJobsManager({ backendUrl: urls.backend, requestsProxyUrl: urls['requests-proxy'], edges, signingSecret: SIGNING_SECRET, queues, clock, runPod, openBus }) };
    },
  };
}

const edgeStates = (edges: readonly EdgeCredentials[]): ProviderState[] => edges.map(({ username, password }, index) => ({
  name: 'an edge device',
  params: { id: 1001 + index, username, password, name: `edge-${index + 1}`, namespace: `edge-${index + 1}`, clusterId: null, accountId: 1 },
}));
