import type { V1Pod } from '@kubernetes/client-node';
import { randomBytes } from 'node:crypto';
import { RingproofError, reasonOf } from '#core/errors';
import type { PodEnd, RunPod } from '#emulators/platform/jobs-manager/jobs-manager';
import { quantities, trainingJob } from '#ring3/double/training-job';
import { type Kube, connect, orNothing } from '#ring3/kubernetes/client';
import { waitFor } from '#ring3/kubernetes/wait';

type Env = Readonly<Record<string, string | undefined>>;
/** The stub pod trains for no time at all; what takes long is its start on a busy node. */
const PATIENCE_MS = 120_000;
const CATEGORY = 'tabular_classification';

/** Runs each training pod as a Job of this namespace, with the rights of this pod's own service account. @throws RingproofError RP_POD_ENV */
export async function kubernetesJobs(env: Env): Promise<RunPod> {
  const namespace = env['RINGPROOF_NAMESPACE'];
  if (!namespace) throw new RingproofError('RP_POD_ENV', { name: 'RINGPROOF_NAMESPACE' });
  const kube = await connect('pod');
  return async (job) => {
    const pullSecret = env['IMAGE_PULL_SECRET_NAME'];
    // Asked first: a pod whose Secret does not exist would wait for its image for ever.
    if (pullSecret !== undefined && !(await orNothing(() => kube.core.readNamespacedSecret({ namespace, name: pullSecret })))) return ended(`IMAGE_PULL_SECRET_NAME: there is no Secret "${pullSecret}" in ${namespace}`);
    const name = `train-${job.env['EDGE_ID']?.slice(0, 8)}-c${job.env['CYCLE']}-${randomBytes(3).toString('hex')}`;
    try {
      await kube.batch.createNamespacedJob({ namespace, body: bodyOf(name, job.env, env, pullSecret) });
      return await endOf(kube, namespace, name);
    } catch (thrown) {
      return ended(`the Job ${name} could not be run: ${reasonOf(thrown)}`);
    }
  };
}

const ended = (output: string): PodEnd => ({ exitCode: 1, output });

function bodyOf(name: string, podEnv: Record<string, string>, env: Env, pullSecret: string | undefined) {
  const told = Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (key.startsWith('STUB_') && value !== undefined ? [[key, value]] : [])));
  return trainingJob({
    name, category: CATEGORY, imageHost: env['JOB_IMAGE_HOST'] ?? 'docker.io/', clientEnv: env['CLIENT_ENV'] ?? 'prod', ...(pullSecret !== undefined && { pullSecret }),
    resources: { requests: quantities(env['RESOURCE_REQUESTS'] ?? ''), limits: quantities(env['RESOURCE_LIMITS'] ?? '') },
    env: {
      // A stub has no database; the names are those that a real pod is given.
      ...podEnv, MYSQL_HOST: env['MYSQL_HOST'] ?? '', MYSQL_USER: `exp_${podEnv['EDGE_ID']?.slice(0, 8)}`, MYSQL_PASSWORD: randomBytes(12).toString('hex'),
      EXPERIMENT_SCRATCH_PATH: '/data/scratch', HOME: '/home/appuser', ...told,
    },
  });
}

/** Watches the pod, not the Job: its end comes sooner, and its log is there as long as it is. */
async function endOf(kube: Kube, namespace: string, name: string): Promise<PodEnd> {
  const over = await waitFor<V1Pod>(kube, `/api/v1/namespaces/${namespace}/pods`, { labelSelector: `job-name=${name}` },
    ({ type, object }) => type === 'DELETED' || object.status?.phase === 'Succeeded' || object.status?.phase === 'Failed', PATIENCE_MS);
  const pod = over ?? (await kube.core.listNamespacedPod({ namespace, labelSelector: `job-name=${name}` })).items[0];
  const [container] = pod?.status?.containerStatuses ?? [];
  const exitCode = container?.state?.terminated?.exitCode;
  if (exitCode === undefined) return ended(`the pod of ${name} did not end by itself: ${pod?.status?.reason ?? container?.state?.waiting?.reason ?? pod?.status?.phase ?? 'it never came'}`);
  const log = await kube.core.readNamespacedPodLog({ namespace, name: pod?.metadata?.name ?? '', tailLines: 30 }).catch((thrown: unknown) => `its log could not be read: ${reasonOf(thrown)}`);
  return { exitCode, output: log };
}
