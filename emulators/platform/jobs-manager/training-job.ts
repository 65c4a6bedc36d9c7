import type { Json, JsonObject } from '#core/json';
import type { PodJob } from '#emulators/platform/jobs-manager/jobs-manager';

/** What an edge's configuration decides of a training pod's Job; names are those of the jobs-manager's environment. */
export interface JobSettings {
  CLIENT_ENV: 'dev' | 'stg' | 'prod';
  /** Absent: a GPU is assumed. Empty: an edge without GPUs. Otherwise `nvidia.com/gpu=1`. Three things, and never two (client#767). */
  GPU_LIMITS?: string;
  /** Absent for public images: a name that does not resolve is an end without a beginning (client#751). */
  IMAGE_PULL_SECRET_NAME?: string;
  /** Only where training pods are routed through it. */
  EGRESS_PROXY_URL?: string;
}

/** Categories whose image runs with a root that cannot be written (tracebloc/client docs/SECURITY.md 4). */
const READ_ONLY = ['tabular_classification', 'tabular_regression', 'text_classification'];
/** Disk-backed, each with a limit (backend#2223). */
const TEMPORARY: [string, string][] = [['home', '/home/appuser'], ['tmp', '/tmp'], ['scratch', '/data/scratch']];

/** The Kubernetes Job for one pod, as tracebloc/client docs/SECURITY.md 4 and 7 describe it; names of Job, image and volumes are ours. */
export function trainingJobManifest({ env, category }: PodJob, settings: JobSettings): JsonObject {
  const readOnly = READ_ONLY.includes(category ?? '');
  const gpu = settings.GPU_LIMITS ?? 'nvidia.com/gpu=1';
  const labels = { app: 'client', 'tracebloc.io/workload': 'training' };
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    // The workload's label belongs to the pods only: the network policy chooses by it.
    metadata: { name: `train-${env['EXPERIMENT_KEY'] ?? ''}-${env['CYCLE'] ?? ''}-${(env['EDGE_ID'] ?? '').slice(0, 8)}`, labels: { app: 'client' } },
    spec: {
      ttlSecondsAfterFinished: 30,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never', automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          ...(settings.IMAGE_PULL_SECRET_NAME !== undefined && { imagePullSecrets: [{ name: settings.IMAGE_PULL_SECRET_NAME }] }),
          containers: [container(env, settings, { category: category ?? '', readOnly, gpu })],
          volumes: [
            { name: 'shared-volume', persistentVolumeClaim: { claimName: 'client-pvc', readOnly: true } }, { name: 'logs', persistentVolumeClaim: { claimName: 'client-logs-pvc' } },
            ...(readOnly ? TEMPORARY.map(([name]) => ({ name, emptyDir: { sizeLimit: '1Gi' } })) : []),
          ],
        },
      },
    },
  };
}

function container(env: PodJob['env'], settings: JobSettings, { category, readOnly, gpu }: { category: string; readOnly: boolean; gpu: string }): JsonObject {
  const [resource = '', count = ''] = gpu.split('=');
  const mounts: Json[] = [{ name: 'shared-volume', mountPath: '/data/shared', readOnly: true }, { name: 'logs', mountPath: '/data/logs' }];
  return {
    name: 'train', image: `docker.io/tracebloc/${category.replaceAll('_', '-')}-${gpu === '' ? 'cpu' : 'gpu'}:${settings.CLIENT_ENV}`,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...(readOnly && { readOnlyRootFilesystem: true }) },
    resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '2Gi', ...(gpu !== '' && { [resource]: count }) } },
    env: Object.entries({ ...env, ...inCluster(settings) }).map(([name, value]) => ({ name, value })),
    volumeMounts: [...mounts, ...(readOnly ? TEMPORARY.map(([name, mountPath]) => ({ name, mountPath })) : [])],
  };
}

/** Addresses by the names of their Services, and the pod's own account of the database. */
const inCluster = ({ EGRESS_PROXY_URL }: JobSettings): Record<string, string> => ({
  REQUESTS_PROXY_URL: 'http://requests-proxy-service:8888', MYSQL_HOST: 'mysql-client', MYSQL_USER: 'experiment', MYSQL_PASSWORD: 'dummy', EXPERIMENT_SCRATCH_PATH: '/data/scratch',
  ...(EGRESS_PROXY_URL !== undefined && { HTTPS_PROXY: EGRESS_PROXY_URL }),
});
