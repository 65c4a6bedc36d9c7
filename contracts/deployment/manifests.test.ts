import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#core/json';
import { type ManifestContract, checkManifest } from '#core/requirement/manifest';
import { type Gpus, jobsManagerDeployment, requestsProxyDeployment } from '#contracts/deployment/edge-deployments';
import { ingestionJob } from '#contracts/deployment/ingestion-job';
import { CONTAINER, drop, inside, put, set, without } from '#contracts/deployment/changes';
import { ingestJob, jobsManager, requestsProxy, trainingJob } from '#contracts/deployment/examples';
import { type TrainingJob, trainingPodJob } from '#contracts/deployment/training-pod-job';

const TABULAR: TrainingJob = { category: 'tabular_classification', routed: true, cpuOnly: true };
const INGESTION = ingestionJob({ behindProxy: true });

const POD = ['spec', 'template', 'spec'];

const broken = (contract: ManifestContract, object: JsonObject, change: (object: JsonObject) => void) => {
  change(object);
  return checkManifest(contract, object);
};

test.each<[string, ManifestContract, JsonObject]>([
  ['the training pod', trainingPodJob(TABULAR), trainingJob()], ['the ingestion', INGESTION, ingestJob()],
  ['the jobs-manager', jobsManagerDeployment('none'), jobsManager()], ['the requests-proxy', requestsProxyDeployment, requestsProxy()],
])('%s as it should be has no mismatch', (_, contract, object) => {
  expect(checkManifest(contract, object)).toEqual([]);
});

test.each<[string, ManifestContract, () => JsonObject, (object: JsonObject) => void]>([
  ['backend#2119', trainingPodJob(TABULAR), trainingJob, put([...POD, 'imagePullSecrets'], [{ name: 'regcred' }])],
  ['backend#2119', trainingPodJob({ ...TABULAR, pullSecret: 'dummy-regcred' }), trainingJob, put([...POD, 'imagePullSecrets'], [{ name: 'regcred' }])],
  ['backend#2216', trainingPodJob(TABULAR), trainingJob, put([...CONTAINER, 'resources', 'limits', 'nvidia.com/gpu'], 1)],
  ['backend#1752', INGESTION, ingestJob, without('DB_USER')],
  ['backend#1752', INGESTION, ingestJob, without('TRACEBLOC_DB_USER')],
  ['data-ingestors#92', INGESTION, ingestJob, put([...POD, 'securityContext', 'runAsUser'], 'ingestor')],
  ['client#229', INGESTION, ingestJob, without('HTTPS_PROXY')],
  ['backend#1723', jobsManagerDeployment('none'), jobsManager, set('CLIENT_ENV', 'staging')],
  ['backend#1779', jobsManagerDeployment('none'), jobsManager, drop([...CONTAINER, 'readinessProbe'])],
  ['client#750', jobsManagerDeployment('none'), jobsManager, without('NODE_AGENTS_NAMESPACE')],
  ['backend#2216', jobsManagerDeployment('none'), jobsManager, without('GPU_LIMITS')],
  ['backend#1143', requestsProxyDeployment, requestsProxy, drop([...CONTAINER, 'readinessProbe'])],
])('%s turns it red', (incident, contract, object, change) => {
  const found = broken(contract, object(), change);
  expect(found).not.toEqual([]);
  expect(found.map(({ code, advice }) => [code, advice])).toEqual(found.map(() => ['requirement', `This was incident ${incident}.`]));
});

test.each<[Gpus, (object: JsonObject) => void]>([
  ['not declared', without('GPU_LIMITS')], ['none', set('GPU_LIMITS', '')], [{ limits: 'nvidia.com/gpu=1' }, set('GPU_LIMITS', 'nvidia.com/gpu=1')],
])('GPU_LIMITS %j is one state of three', (gpus, declare) => {
  const declared = jobsManager();
  declare(declared);
  const states: Gpus[] = ['not declared', 'none', { limits: 'nvidia.com/gpu=1' }];
  expect(states.filter((one) => checkManifest(jobsManagerDeployment(one), declared).length === 0)).toEqual([gpus]);
});

test.each<[string, (object: JsonObject) => void]>([
  ['a privileged container beside the first', (object) => void (inside(object, POD)['containers'] as Json[]).push({ name: 'sidecar', image: 'docker.io/tracebloc/x:prod' })],
  ['a service account token', drop([...POD, 'automountServiceAccountToken'])], ['root', put([...POD, 'securityContext', 'runAsNonRoot'], false)],
  ['a user of its own', put([...POD, 'securityContext', 'runAsUser'], 1001)], ['a capability kept', put([...CONTAINER, 'securityContext', 'capabilities', 'drop'], ['NET_RAW'])],
  ['a writable root', drop([...CONTAINER, 'securityContext', 'readOnlyRootFilesystem'])], ['writable data', put([...CONTAINER, 'volumeMounts', 0, 'readOnly'], false)],
  ['the label on the Job', put(['metadata', 'labels', 'tracebloc.io/workload'], 'training')], ['no label on the pod', drop(['spec', 'template', 'metadata', 'labels', 'tracebloc.io/workload'])],
  ['more memory than requested', put([...CONTAINER, 'resources', 'limits', 'memory'], '16Gi')], ['a Job that stays', put(['spec', 'ttlSecondsAfterFinished'], 3600)],
  ['a temporary volume without a limit', put([...POD, 'volumes', 3, 'emptyDir'], {})], ['the signing secret', set('POD_TOKEN_SIGNING_SECRET', 'x')], ['an empty list of containers', put([...POD, 'containers'], [])],
])('%s is a mismatch with its place', (_, change) => {
  const found = broken(trainingPodJob(TABULAR), trainingJob(), change);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ contract, path }) => contract === 'training pod Job' && path.startsWith('$.'))).toBe(true);
});

test('an image model has a writable root and needs none of the temporary volumes', () => {
  const object = trainingJob();
  drop([...CONTAINER, 'securityContext', 'readOnlyRootFilesystem'])(object);
  put([...POD, 'volumes'], [{ name: 'shared-volume', persistentVolumeClaim: { claimName: 'client-pvc' } }])(object);
  expect(checkManifest(trainingPodJob({ ...TABULAR, category: 'image_classification' }), object)).toEqual([]);
});
