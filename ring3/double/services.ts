import { performance } from 'node:perf_hooks';
import type { Hono } from 'hono';
import { type Clock, realClock } from '#core/clock';
import { RingproofError } from '#core/errors';
import { type Exchange, createJournal } from '#core/exchange';
import { averagingApp } from '#emulators/platform/averaging-service/app';
import { consumeCycles } from '#emulators/platform/averaging-service/service';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import { type Bus, QUEUES } from '#emulators/platform/bus';
import { azureBus } from '#emulators/platform/bus-azure';
import { journaledBus } from '#emulators/platform/bus-journal';
import { type Listening, listen } from '#emulators/platform/http/listen';
import { jobsManagerApp } from '#emulators/platform/jobs-manager/app';
import { startJobsManager } from '#emulators/platform/jobs-manager/jobs-manager';
import { requestsProxyApp } from '#emulators/platform/requests-proxy/app';
import { folderStore } from '#emulators/platform/weights/store';
import { kubernetesJobs } from '#ring3/double/run-job';

export const SERVICES = ['backend', 'averaging-service', 'requests-proxy', 'jobs-manager'] as const;
export type Service = (typeof SERVICES)[number];

type Env = Readonly<Record<string, string | undefined>>;
/** Fractions of a millisecond, so that the exchanges of several services keep their order. */
const clock: Clock = { ...realClock, now: () => performance.timeOrigin + performance.now() };
const HOST = '0.0.0.0';
const RULE = 'sample-weighted';

/**
 * One service of the deployment double, told by its environment what the chart tells the real one. What it sees is at
 * `GET /_ringproof/journal`. @throws RingproofError RP_POD_ENV, RP_EDGE_LOGIN, RP_PORT_TAKEN
 */
export async function startService(service: Service, env: Env, say: (words: string) => void): Promise<Listening> {
  const journal = createJournal();
  const need = (name: string): string => env[name] ?? missing(name);
  const openBus = (connectionString: string): Bus => journaledBus(azureBus(connectionString, (entity, error) => say(`${entity}: ${error.message}\n`)), service, journal, clock);
  const serve = (app: Hono, port: number) => {
    app.get('/_ringproof/journal', (context) => context.json(journal.exchanges as Exchange[]));
    return listen(app, { host: HOST, port });
  };
  switch (service) {
    case 'backend': {
      const connectionString = need('RINGPROOF_CONNECTION_STRING');
      const backend = await createBackend({
        clock, queues: QUEUES, weights: folderStore(need('SHARE_PATH')), ids: randomIds(), bus: openBus(connectionString), journal, uiUrl: 'https://app.example.test',
        connectionStrings: { experiments: connectionString, flops: connectionString },
      });
      backend.listenToBus();
      return serve(backend.app, 8000);
    }
    case 'averaging-service': {
      const context = { bus: openBus(need('RINGPROOF_CONNECTION_STRING')), queues: QUEUES, weights: folderStore(need('SHARE_PATH')), rule: RULE } as const;
      consumeCycles(context);
      return serve(averagingApp(context), 8001);
    }
    case 'requests-proxy': {
      const queues = { ...QUEUES, experiments: need('EXPERIMENTS_QUEUE_NAME'), flops: need('FLOPS_QUEUE_NAME') };
      return serve(requestsProxyApp({ bus: openBus(need('RINGPROOF_CONNECTION_STRING')), queues, clock, journal, signingSecret: need('POD_TOKEN_SIGNING_SECRET') }), 8888);
    }
    case 'jobs-manager': {
      const runPod = await kubernetesJobs(env);
      await startJobsManager({
        backendUrl: need('RINGPROOF_BACKEND_URL'), requestsProxyUrl: need('REQUESTS_PROXY_URL'), signingSecret: need('POD_TOKEN_SIGNING_SECRET'), queues: QUEUES, clock, runPod, openBus,
        edges: [{ username: need('CLIENT_ID'), password: need('CLIENT_PASSWORD') }],
      });
      // Last, as the real one: whoever reaches this port may rely on the login.
      return serve(jobsManagerApp({ clock, journal }), 8080);
    }
  }
}

function missing(name: string): never {
  throw new RingproofError('RP_POD_ENV', { name });
}
