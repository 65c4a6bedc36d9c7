import type { Hono } from 'hono';
import { type Clock, realClock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import { type Journal, createJournal } from '#core/exchange';
import type { Target } from '#core/target';
import { averagingApp } from '#emulators/platform/averaging-service/app';
import { type AveragingContext, consumeCycles } from '#emulators/platform/averaging-service/service';
import type { AveragingRule } from '#emulators/platform/averaging-service/state-average';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import { type Bus, QUEUES, type Queues } from '#emulators/platform/bus';
import { azureBus } from '#emulators/platform/bus-azure';
import { journaledBus } from '#emulators/platform/bus-journal';
import { virtual } from '#emulators/platform/http/control';
import { listen } from '#emulators/platform/http/listen';
import { jobsManagerApp } from '#emulators/platform/jobs-manager/app';
import { type RunPod, startJobsManager } from '#emulators/platform/jobs-manager/jobs-manager';
import type { EdgeCredentials } from '#emulators/platform/jobs-manager/login';
import { requestsProxyApp } from '#emulators/platform/requests-proxy/app';
import { type WeightsStore, memoryStore } from '#emulators/platform/weights/store';

export type ServiceName = 'backend' | 'averaging-service' | 'requests-proxy' | 'jobs-manager';

export interface PlatformOptions {
  /** The bus that every service reaches; its queues (`QUEUES`) must exist. */
  connectionString: string;
  clock?: Clock;
  /** Runs a training pod. Without it nobody takes experiments from the bus. */
  runPod?: RunPod;
  /** Default `mean`. */
  averagingRule?: AveragingRule;
  /** Edges that the backend knows and the jobs-manager logs in with; only used with `runPod`. */
  edges?: readonly EdgeCredentials[];
  /** Provider states of the backend that hold from the start and after every reset. */
  seed?: readonly ProviderState[];
  queues?: Queues;
  weights?: WeightsStore;
  host?: string;
  /** 0 or absent: any free port. */
  ports?: Partial<Record<ServiceName, number>>;
  /** Hears what the bus client reports between messages. */
  onBusError?: (entity: string, error: Error) => void;
}

export interface RunningPlatform {
  urls: Record<ServiceName, string>;
  journals: Record<ServiceName, Journal>;
  targets: Record<ServiceName, Target>;
  stop(): Promise<void>;
}

const SIGNING_SECRET = 'virtual-platform-signing-secret';

/**
 * Starts the virtual platform: backend, requests-proxy, averaging-service and jobs-manager, which listens on the bus
 * only when pods can run. Services meet over HTTP and the bus only, as the real ones do.
 * @throws RingproofError `RP_CONNECTION_STRING`, `RP_PORT_TAKEN`, `RP_EDGE_LOGIN`
 */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await startServices(options, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServices(options: PlatformOptions, closers: (() => Promise<void>)[]): Promise<Omit<RunningPlatform, 'stop'>> {
  const { connectionString, clock = realClock, queues = QUEUES, weights = memoryStore(), host = '127.0.0.1', ports = {}, edges = [] } = options;
  const journals = { backend: createJournal(), 'averaging-service': createJournal(), 'requests-proxy': createJournal(), 'jobs-manager': createJournal() };
  const openBus = (service: ServiceName, string: string): Bus => {
    const bus = azureBus(string, options.onBusError);
    closers.push(() => bus.close());
    return journaledBus(bus, service, journals[service], clock);
  };
  const serve = async (service: ServiceName, app: Hono): Promise<string> => {
    const listening = await listen(app, { host, port: ports[service] ?? 0 });
    closers.push(() => listening.close());
    return listening.url;
  };
  const backend = await createBackend({
    clock, queues, weights, ids: randomIds(), bus: openBus('backend', connectionString), journal: journals.backend, uiUrl: 'https://app.example.test',
    connectionStrings: { experiments: connectionString, flops: connectionString }, seed: [...edgeStates(edges), ...(options.seed ?? [])],
  });
  const proxy = requestsProxyApp({ bus: openBus('requests-proxy', connectionString), queues, clock, journal: journals['requests-proxy'], signingSecret: SIGNING_SECRET });
  const averaging: AveragingContext = { bus: openBus('averaging-service', connectionString), queues, weights, rule: options.averagingRule ?? 'mean' };
  const urls = {
    backend: await serve('backend', backend.app),
    'requests-proxy': await serve('requests-proxy', proxy),
    'averaging-service': await serve('averaging-service', averagingApp(averaging)),
    'jobs-manager': await serve('jobs-manager', jobsManagerApp({ clock, journal: journals['jobs-manager'] })),
  };
  backend.listenToBus();
  consumeCycles(averaging);
  if (options.runPod) {
    await startJobsManager({
      backendUrl: urls.backend, requestsProxyUrl: urls['requests-proxy'], edges, signingSecret: SIGNING_SECRET, queues, clock, runPod: options.runPod,
      openBus: (string) => openBus('jobs-manager', string),
    });
  }
  const targets = { backend: target('backend', urls), 'averaging-service': target('averaging-service', urls), 'requests-proxy': target('requests-proxy', urls), 'jobs-manager': target('jobs-manager', urls) };
  return { urls, journals, targets };
}

const target = (service: ServiceName, urls: Record<ServiceName, string>): Target => ({
  ...virtual(service),
  http: { baseUrl: urls[service], statesUrl: `${urls[service]}/_ringproof/states`, messagesUrl: `${urls[service]}/_ringproof/messages` },
});

const edgeStates = (edges: readonly EdgeCredentials[]): ProviderState[] => edges.map(({ username, password }, index) => ({
  name: 'an edge device',
  params: { id: 1001 + index, username, password, name: `edge-${index + 1}`, namespace: `edge-${index + 1}`, clusterId: null, accountId: 1 },
}));
