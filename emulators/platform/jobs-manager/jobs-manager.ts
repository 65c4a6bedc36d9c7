import type { Clock } from '#core/clock';
import { type Json, isObject } from '#core/json';
import { type Bus, COMPLETE, type Queues, type Settlement } from '#emulators/platform/bus';
import { type EdgeCredentials, type EdgeSession, JOBS_MANAGER, logIn } from '#emulators/platform/jobs-manager/login';
import { POD_TOKEN_TTL_MS, mintPodToken } from '#emulators/platform/pod-token';

/** What a training pod is started with. Names beyond BACKEND_TOKEN and REQUESTS_PROXY_* are not public: ours. */
export interface PodJob {
  env: Record<string, string>;
  /** Task category: decides the image, and how much of its root can be written. */
  category?: string;
}

export interface PodEnd {
  exitCode: number;
  /** What the pod said, for the reason of a failure. */
  output: string;
}

/** Runs one pod to its end: a function, a process, a container or a Kubernetes Job. */
export type RunPod = (job: PodJob) => Promise<PodEnd>;

export interface JobsManagerOptions {
  backendUrl: string;
  requestsProxyUrl: string;
  edges: readonly EdgeCredentials[];
  signingSecret: string;
  queues: Queues;
  clock: Clock;
  runPod: RunPod;
  /** Opens the bus with the connection string that the login answered; whoever opens it closes it. */
  openBus(connectionString: string): Bus;
  fetch?: typeof globalThis.fetch;
}

/**
 * Logs every edge in, sends its heartbeat, then listens on the bus and runs a pod for each message. One process stands for
 * the jobs-managers of all given edges.
 * @throws RingproofError `RP_EDGE_LOGIN`
 */
export async function startJobsManager(options: JobsManagerOptions): Promise<void> {
  const { backendUrl, edges, fetch = globalThis.fetch } = options;
  const sessions = await Promise.all(edges.map((edge) => logIn(backendUrl, edge, fetch)));
  await Promise.all(sessions.map((session) => heartbeat(backendUrl, session, fetch)));
  const [first] = sessions;
  if (!first) return;
  options.openBus(first.experimentsConnectionString).consume(options.queues.training, ({ body }) => train(options, sessions, body), sessions.length);
}

async function heartbeat(backendUrl: string, { token }: EdgeSession, fetch: typeof globalThis.fetch): Promise<void> {
  const versions = { 'jobs-manager': 'virtual', 'requests-proxy': 'virtual', 'resource-monitor': 'virtual' };
  const body = { namespace: 'tracebloc', cpu_utilisation: 0, gpu_utilisation: 0, tdp_of_cpu: 0, tdp_of_gpu: 0, versions };
  // A missed heartbeat does not stop the real one either; the backend's row then says offline.
  await fetch(`${backendUrl}/edge-device-heartbeat/`, {
    method: 'POST', headers: { ...JOBS_MANAGER, authorization: `Token ${token}` }, body: JSON.stringify(body),
  }).catch(() => undefined);
}

async function train({ backendUrl, requestsProxyUrl, signingSecret, clock, runPod }: JobsManagerOptions, sessions: EdgeSession[], body: Json): Promise<Settlement> {
  if (!isObject(body) || typeof body['experimentKey'] !== 'string') return refused('MalformedMessage', 'experimentKey is missing');
  const { experimentKey } = body;
  const session = sessions.find(({ edge }) => edge === body['edge']);
  if (!session) return refused('UnknownEdge', `${JSON.stringify(body['edge'])} is not an edge of this jobs-manager`);
  const { edge, token } = session;
  const podToken = mintPodToken(signingSecret, { experimentKey, edge, expiresAt: clock.now() + POD_TOKEN_TTL_MS });
  const { cycle, epochs, samples, category, runKind } = body;
  if (typeof cycle !== 'number' || typeof epochs !== 'number' || typeof samples !== 'number') return refused('MalformedMessage', 'cycle, epochs or samples is missing');
  const { exitCode, output } = await runPod({
    ...(typeof category === 'string' && { category }),
    env: {
      BACKEND_URL: backendUrl, BACKEND_TOKEN: token, REQUESTS_PROXY_URL: requestsProxyUrl, REQUESTS_PROXY_TOKEN: podToken,
      EXPERIMENT_KEY: experimentKey, EDGE_ID: edge, CYCLE: String(cycle), EPOCHS: String(epochs), SAMPLES: String(samples),
      ...(typeof runKind === 'string' && { RUN_KIND: runKind }),
    },
  });
  return exitCode === 0 ? COMPLETE : refused('PodFailed', `exit code ${exitCode}: ${output}`);
}

const refused = (reason: string, description: string): Settlement => ({ kind: 'dead-letter', reason, description });
