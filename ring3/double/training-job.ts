import { type Resources, image } from '#ring3/double/settings';

export interface TrainingJobSettings {
  name: string;
  category: string;
  imageHost: string;
  clientEnv: string;
  env: Record<string, string>;
  resources: Resources;
  pullSecret?: string;
}

/** Of these the training image works with a root that cannot be written (tracebloc/client docs/SECURITY.md 4). */
const READ_ONLY = ['tabular_classification', 'tabular_regression', 'text_classification'];
const WRITABLE = [['home', '/home/appuser'], ['tmp', '/tmp'], ['scratch', '/data/scratch']] as const;

/** The Job of one edge's part of one cycle, as contracts/deployment/training-pod-job.ts describes it, with the stub training pod's image. */
export function trainingJob({ name, category, imageHost, clientEnv, env, resources, pullSecret }: TrainingJobSettings) {
  const readOnly = READ_ONLY.includes(category);
  const writable = readOnly ? WRITABLE : [];
  return {
    apiVersion: 'batch/v1', kind: 'Job',
    metadata: { name, labels: { app: 'client' } },
    spec: {
      backoffLimit: 0, ttlSecondsAfterFinished: 30,
      template: {
        metadata: { labels: { app: 'client', 'tracebloc.io/workload': 'training' } },
        spec: {
          restartPolicy: 'Never', automountServiceAccountToken: false, terminationGracePeriodSeconds: 1,
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          ...(pullSecret !== undefined && { imagePullSecrets: [{ name: pullSecret }] }),
          volumes: [
            { name: 'shared-volume', persistentVolumeClaim: { claimName: 'client-pvc' } },
            { name: 'logs-volume', persistentVolumeClaim: { claimName: 'client-logs-pvc' } },
            ...writable.map(([volume]) => ({ name: volume, emptyDir: { sizeLimit: '16Mi' } })),
          ],
          containers: [{
            name: 'train', image: image('training-stub-cpu', clientEnv).replace(/^[^/]+\//, imageHost), imagePullPolicy: 'IfNotPresent', args: ['stub', 'training-pod'], resources,
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...(readOnly && { readOnlyRootFilesystem: true }) },
            volumeMounts: [
              { name: 'shared-volume', mountPath: '/data/shared', readOnly: true }, { name: 'logs-volume', mountPath: '/data/logs' },
              ...writable.map(([volume, mountPath]) => ({ name: volume, mountPath })),
            ],
            env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
          }],
        },
      },
    },
  };
}

/** `cpu=1,memory=2Gi`, the grammar of RESOURCE_REQUESTS and RESOURCE_LIMITS. */
export const quantities = (text: string): Record<string, string> => Object.fromEntries(text.split(',').filter(Boolean).map((part) => {
  const [name = '', value = ''] = part.split('=');
  return [name, value];
}));
