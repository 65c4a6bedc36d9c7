import { regex, string } from '#core/matchers';
import type { ManifestContract, ManifestRequirement } from '#core/requirement/manifest';
import { said, security } from '#contracts/deployment/sources';

/** What decides how a training pod's Job must look. */
export interface TrainingJob {
  /** Task category: three have a read-only root. */
  category: string;
  /** `egressProxy.routeWorkloads` of the chart; its default has changed before. */
  routed: boolean;
  /** `GPU_LIMITS` declared and empty: an edge without GPUs. */
  cpuOnly: boolean;
  /** `IMAGE_PULL_SECRET_NAME`, absent for public images. */
  pullSecret?: string;
}

const POD = ['spec', 'template', 'spec'];
const EACH = [...POD, 'containers', '*'];
const env = (name: string) => [...EACH, 'env', `name=${name}`];
const mount = (path: string) => [...EACH, 'volumeMounts', `mountPath=${path}`];
const READ_ONLY = ['tabular_classification', 'tabular_regression', 'text_classification'];

/** The Job that jobs-manager creates for one edge's part of one cycle. `job.yaml` and the code that fills it both set these. */
export const trainingPodJob = (job: TrainingJob): ManifestContract =>
  ({ subject: 'training pod Job', requirements: [...labels, ...security_, ...volumes, ...environment(job), ...(READ_ONLY.includes(job.category) ? readOnlyRoot : []), ...hardware(job), ...images(job)] });

const labels: ManifestRequirement[] = [
  { description: 'it is a Job', at: ['kind'], must: { be: 'Job' }, evidence: security('4') },
  { description: 'the Job is found by app=client', at: ['metadata', 'labels', 'app'], must: { be: 'client' }, evidence: security('4') },
  // The network policy chooses pods by it; on the Job it would make people look for Jobs that are never labelled so.
  { description: 'its pods are training workloads', at: ['spec', 'template', 'metadata', 'labels', 'tracebloc.io/workload'], must: { be: 'training' }, evidence: security('7') },
  { description: 'the label of the workload is on the pods only', at: ['metadata', 'labels', 'tracebloc.io/workload'], must: 'absent', evidence: security('7') },
  { description: 'a finished Job is gone after 30 s', at: ['spec', 'ttlSecondsAfterFinished'], must: { be: 30 }, evidence: security('4') },
];

const security_: ManifestRequirement[] = [
  { description: 'it has no service account token', at: [...POD, 'automountServiceAccountToken'], must: { be: false }, evidence: security('4') },
  { description: 'it does not run as root', at: [...POD, 'securityContext', 'runAsNonRoot'], must: { be: true }, evidence: security('4') },
  { description: 'its system calls are filtered', at: [...POD, 'securityContext', 'seccompProfile', 'type'], must: { be: 'RuntimeDefault' }, evidence: security('4') },
  { description: 'its user is the image\'s own, as OpenShift gives arbitrary ones', at: [...POD, 'securityContext', 'runAsUser'], must: 'absent', evidence: security('4') },
  { description: 'it owns no files of the volume by group', at: [...POD, 'securityContext', 'fsGroup'], must: 'absent', evidence: security('4') },
  { description: 'no container can gain privileges', at: [...EACH, 'securityContext', 'allowPrivilegeEscalation'], must: { be: false }, evidence: security('4') },
  { description: 'every container has dropped all capabilities', at: [...EACH, 'securityContext', 'capabilities', 'drop'], must: { be: ['ALL'] }, evidence: security('4') },
];

const volumes: ManifestRequirement[] = [
  { description: 'the data come from the shared volume', at: [...POD, 'volumes', 'name=shared-volume', 'persistentVolumeClaim', 'claimName'], must: { be: 'client-pvc' }, evidence: security('4') },
  { description: 'the data cannot be written', at: [...mount('/data/shared'), 'readOnly'], must: { be: true }, evidence: security('4') },
  { description: 'logs can be written', at: mount('/data/logs'), must: { be: { mountPath: '/data/logs' } }, evidence: security('4') },
];

const readOnlyRoot: ManifestRequirement[] = [
  { description: 'its root cannot be written', at: [...EACH, 'securityContext', 'readOnlyRootFilesystem'], must: { be: true }, evidence: security('4') },
  ...['/home/appuser', '/tmp', '/data/scratch'].map((path): ManifestRequirement => ({ description: `${path} can be written all the same`, at: mount(path), must: { be: { mountPath: path } }, evidence: security('4') })),
  { description: 'temporary volumes have a limit', at: [...POD, 'volumes', 'has:emptyDir', 'emptyDir', 'sizeLimit'], must: 'present', evidence: said('backend#2223') },
];

const environment = ({ routed }: TrainingJob): ManifestRequirement[] => [
  ...['BACKEND_TOKEN', 'REQUESTS_PROXY_TOKEN', 'MYSQL_USER', 'MYSQL_PASSWORD'].map((name): ManifestRequirement => ({ description: `${name} is given`, at: env(name), must: { be: { name } }, evidence: security('4') })),
  { description: 'results go to the requests-proxy', at: [...env('REQUESTS_PROXY_URL'), 'value'], must: { be: 'http://requests-proxy-service:8888' }, evidence: said('client#197') },
  { description: 'data are read from mysql-client', at: [...env('MYSQL_HOST'), 'value'], must: { be: 'mysql-client' }, evidence: security('4') },
  { description: 'scratch files have their place', at: [...env('EXPERIMENT_SCRATCH_PATH'), 'value'], must: { be: '/data/scratch' }, evidence: security('4') },
  routed
    ? { description: 'what leaves the cluster goes through the egress proxy', at: [...env('HTTPS_PROXY'), 'value'], must: { be: 'http://egress-proxy-service:3128' }, evidence: security('8.2') }
    : { description: 'nothing is sent to an egress proxy that is not used', at: env('HTTPS_PROXY'), must: 'absent', evidence: { kind: 'assumed', source: 'EGRESS_PROXY_URL is given only when routing (tracebloc/client@0985814 templates/jobs-manager-deployment.yaml); that the pod then has no HTTPS_PROXY is assumed', owner: 'tracebloc/client-runtime' } },
  ...['POD_TOKEN_SIGNING_SECRET', 'CLIENT_PASSWORD', 'EXPERIMENTS_QUEUE_CONN_STR', 'FLOPS_CONN_STR'].map((name): ManifestRequirement => ({
    description: `${name} is kept from it`, at: env(name), must: 'absent',
    evidence: name === 'POD_TOKEN_SIGNING_SECRET' ? said('tracebloc/client d06e846') : { kind: 'assumed', source: 'no bus strings in locked-down pods: tracebloc/client docs/SECURITY.md 8.1; the name of the variable has no public source', owner: 'tracebloc/client-runtime' },
  })),
];

const hardware = ({ cpuOnly }: TrainingJob): ManifestRequirement[] => [
  { description: 'it gets the memory it may use', at: [...EACH, 'resources'], must: { have: ['requests', 'memory'], equalTo: ['limits', 'memory'] }, evidence: security('4') },
  // Empty and absent had become one: every Job of an edge without GPUs waited ten minutes for one.
  ...(cpuOnly ? [{ description: 'an edge that declares no GPUs is asked for none', at: [...EACH, 'resources', 'limits', 'nvidia.com/gpu'], must: 'absent', evidence: said('client#767'), incident: 'backend#2216' } as const] : []),
];

const images = ({ pullSecret }: TrainingJob): ManifestRequirement[] => [
  { description: 'its image is one of the platform\'s', at: [...EACH, 'image'], must: { be: regex('^\\S*tracebloc/\\S+$', 'docker.io/tracebloc/dummy-cpu:prod') }, evidence: security('4') },
  pullSecret === undefined
    ? { description: 'public images need no Secret', at: [...POD, 'imagePullSecrets', '*'], must: 'absent', evidence: said('client#751'), incident: 'backend#2119' }
    : { description: 'the Secret of its images is the one that is configured', at: [...POD, 'imagePullSecrets', '*', 'name'], must: { be: pullSecret }, evidence: said('client#751'), incident: 'backend#2119' },
  { description: 'it has a name', at: ['metadata', 'name'], must: { be: string('dummy-job') }, evidence: security('4') },
];
