import { trainingPodJob } from '#contracts/deployment/training-pod-job';
import { TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';
import type { Json } from '#core/json';
import { checkManifest } from '#core/requirement/manifest';
import { type JobSettings, trainingJobManifest } from '#emulators/platform/jobs-manager/training-job';
import { EDGES, OWNER, PASSWORD, SETTING, experimentForm } from '#ring1/flows/setting';
import { inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

export const trainingJob: Row = {
  name: 'client-runtime Job',
  repository: 'client-runtime',
  wording: 'jobs-manager spawns a Job with the right securityContext',
  incident: 'backend#2119, client#751 (a Secret that never existed), backend#2216, client#767 (empty and absent GPU_LIMITS were one)',
  ranBy: 'stand-in',
  file: 'ring1/client-runtime/training-job.ts',
  run: () => outcomeOf('client-runtime', walk),
};

const PROXY = 'http://egress-proxy-service:3128';
/** Every way in which an edge can be configured that shows on the Job. */
const SETTINGS: JobSettings[] = [{}, { EGRESS_PROXY_URL: PROXY }].flatMap((routed) =>
  [{}, { GPU_LIMITS: '' }, { GPU_LIMITS: 'nvidia.com/gpu=1' }].flatMap((gpu) => [{}, { IMAGE_PULL_SECRET_NAME: 'dummy-regcred' }].map((secret) => ({ CLIENT_ENV: 'stg' as const, ...routed, ...gpu, ...secret }))));

async function walk({ expect, none }: Steps): Promise<void> {
  const platform = await inProcessPlatform();
  await platform.given(...SETTING);
  const owner = await signIn(platform.fetch, OWNER, PASSWORD);
  const jobs: Json[] = [];
  await platform.startEdges(EDGES, undefined, (job) => jobs.push(trainingJobManifest(job, { CLIENT_ENV: 'stg', GPU_LIMITS: '' })));
  await owner('POST', '/experiments/', experimentForm());
  await platform.bus.settle();
  expect('each edge\'s message becomes one Job', 2, jobs.length);
  for (const job of jobs) none('the Job of a message', checkManifest(trainingPodJob({ category: 'image_classification', routed: false, cpuOnly: true }), job));

  const env = { BACKEND_TOKEN: 'dummy', REQUESTS_PROXY_TOKEN: 'dummy', EXPERIMENT_KEY: 'exp-1', EDGE_ID: 'dummy', CYCLE: '1' };
  for (const category of TASK_CATEGORIES) {
    for (const settings of SETTINGS) {
      const contract = trainingPodJob({
        category, routed: settings.EGRESS_PROXY_URL !== undefined, cpuOnly: settings.GPU_LIMITS === '', ...(settings.IMAGE_PULL_SECRET_NAME !== undefined && { pullSecret: settings.IMAGE_PULL_SECRET_NAME }),
      });
      none(`a Job of ${category} with ${JSON.stringify(settings)}`, checkManifest(contract, trainingJobManifest({ env, category }, settings)));
    }
  }
}
