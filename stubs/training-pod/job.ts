import { RingproofError } from '#core/errors';
import type { JsonObject } from '#core/json';

/** What a stub pod's Job is made for; everything else is what the platform's own has. */
export interface JobOptions {
  image: string;
  name?: string;
  /** Task category: three have a read-only root. */
  category?: string;
  /** What leaves the cluster goes through the egress proxy. Default true. */
  routed?: boolean;
  /** The Secret that the image is pulled with; none for public images. */
  pullSecret?: string;
  /** Added to the environment: what the stub must be told. */
  env?: Record<string, string>;
}

const READ_ONLY = new Set(['tabular_classification', 'tabular_regression', 'text_classification']);
const FROM_SECRET = ['BACKEND_TOKEN', 'REQUESTS_PROXY_TOKEN', 'MYSQL_USER', 'MYSQL_PASSWORD'];
const WRITABLE = { home: '/home/appuser', tmp: '/tmp', scratch: '/data/scratch' };

/**
 * The Kubernetes Job of a stub training pod, with the invariants of the real one (tracebloc/client docs/SECURITY.md 4, 7;
 * held to `trainingPodJob`). Tokens come from the Secret `NAME-secrets`, which this does not make.
 * @throws RingproofError `RP_USAGE_VALUE` for an image that is none of the platform's: real clusters admit no other
 */
export function trainingPodManifest({ image, name = 'stub-training-pod', category = 'tabular_classification', routed = true, pullSecret, env = {} }: JobOptions): JsonObject {
  if (!/^\S*tracebloc\/\S+$/.test(image)) throw new RingproofError('RP_USAGE_VALUE', { flag: '--image', value: image, expected: 'It is one of a repository tracebloc/…, as the platform\'s own.' });
  const readOnly = READ_ONLY.has(category);
  const variables = {
    REQUESTS_PROXY_URL: 'http://requests-proxy-service:8888', MYSQL_HOST: 'mysql-client', EXPERIMENT_SCRATCH_PATH: '/data/scratch',
    ...(routed && { HTTPS_PROXY: 'http://egress-proxy-service:3128' }), ...env,
  };
  const container: JsonObject = {
    name: 'train', image, args: ['stub', 'training-pod'],
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...(readOnly && { readOnlyRootFilesystem: true }) },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '256Mi' } },
    env: [
      ...Object.entries(variables).map(([variable, value]) => ({ name: variable, value })),
      ...FROM_SECRET.map((variable) => ({ name: variable, valueFrom: { secretKeyRef: { name: `${name}-secrets`, key: variable } } })),
    ],
    volumeMounts: [
      { name: 'shared-volume', mountPath: '/data/shared', readOnly: true }, { name: 'logs', mountPath: '/data/logs' },
      ...Object.entries(WRITABLE).map(([volume, mountPath]) => ({ name: volume, mountPath })),
    ],
  };
  const spec: JsonObject = {
    restartPolicy: 'Never', automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    ...(pullSecret !== undefined && { imagePullSecrets: [{ name: pullSecret }] }), containers: [container],
    volumes: [
      { name: 'shared-volume', persistentVolumeClaim: { claimName: 'client-pvc', readOnly: true } }, { name: 'logs', persistentVolumeClaim: { claimName: 'client-logs-pvc' } },
      ...Object.keys(WRITABLE).map((volume) => ({ name: volume, emptyDir: { sizeLimit: '1Gi' } })),
    ],
  };
  return {
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name, labels: { app: 'client' } },
    spec: { backoffLimit: 0, ttlSecondsAfterFinished: 30, template: { metadata: { labels: { app: 'client', 'tracebloc.io/workload': 'training' } }, spec } },
  };
}
