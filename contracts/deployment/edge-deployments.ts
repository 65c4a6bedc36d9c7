import { regex, string } from '#core/matchers';
import type { ManifestContract, ManifestRequirement } from '#core/requirement/manifest';
import { chart, said } from '#contracts/deployment/sources';

const POD = ['spec', 'template', 'spec'];
const api = (...rest: string[]) => [...POD, 'containers', 'name=api', ...rest];
const env = (name: string) => api('env', `name=${name}`);
const JOBS_MANAGER = chart('jobs-manager-deployment.yaml');

/** `GPU_LIMITS` in its three states; `not declared` is what an edge installed before it says. */
export type Gpus = 'not declared' | 'none' | { limits: string };

/** The jobs-manager's Deployment: what it must be told, and when it counts as there. */
export const jobsManagerDeployment = (gpus: Gpus): ManifestContract => ({
  subject: 'jobs-manager Deployment',
  requirements: [
    { description: 'one at a time: a second one waits for volumes that only one can have, and both would take from the bus', at: ['spec', 'strategy', 'type'], must: { be: 'Recreate' }, evidence: said('client#549'), incident: 'client#549' },
    { description: 'it is ready when it listens, not when it has started', at: api('readinessProbe', 'tcpSocket'), must: 'present', evidence: JOBS_MANAGER, incident: 'backend#1779' },
    { description: 'CLIENT_ENV is one of the three words that image tags have', at: [...env('CLIENT_ENV'), 'value'], must: { be: regex('^(dev|stg|prod)$', 'prod') }, evidence: JOBS_MANAGER, incident: 'backend#1723' },
    { description: 'CLIENT_ID comes from the edge\'s Secret', at: [...env('CLIENT_ID'), 'valueFrom', 'secretKeyRef', 'key'], must: { be: 'CLIENT_ID' }, evidence: JOBS_MANAGER },
    { description: 'the signing secret comes from a Secret', at: [...env('POD_TOKEN_SIGNING_SECRET'), 'valueFrom', 'secretKeyRef'], must: 'present', evidence: JOBS_MANAGER },
    { description: 'pods are sent to the requests-proxy', at: [...env('REQUESTS_PROXY_URL'), 'value'], must: { be: 'http://requests-proxy-service:8888' }, evidence: JOBS_MANAGER },
    { description: 'NODE_AGENTS_NAMESPACE is declared, be it empty', at: [...env('NODE_AGENTS_NAMESPACE'), 'value'], must: { be: string('tracebloc-node-agents') }, evidence: said('client#750'), incident: 'client#750' },
    gpuLimits(gpus),
  ],
});

function gpuLimits(gpus: Gpus): ManifestRequirement {
  const why = { evidence: said('client#767'), incident: 'backend#2216' };
  if (gpus === 'not declared') return { description: 'GPU_LIMITS is not there: GPUs are assumed', at: env('GPU_LIMITS'), must: 'absent', ...why };
  return { description: gpus === 'none' ? 'GPU_LIMITS is declared empty: there are no GPUs' : 'GPU_LIMITS says which GPUs', at: [...env('GPU_LIMITS'), 'value'], must: { be: gpus === 'none' ? '' : gpus.limits }, ...why };
}

/** The requests-proxy's Deployment. */
export const requestsProxyDeployment: ManifestContract = {
  subject: 'requests-proxy Deployment',
  requirements: [
    ...(['startupProbe', 'readinessProbe'] as const).map((probe): ManifestRequirement => ({
      description: `its ${probe} asks the port that pods use`, at: [...POD, 'containers', 'name=proxy', probe, 'tcpSocket', 'port'], must: { be: 8888 }, evidence: chart('requests-proxy-deployment.yaml'), incident: 'backend#1143',
    })),
    { description: 'it has no service account token', at: [...POD, 'automountServiceAccountToken'], must: { be: false }, evidence: chart('requests-proxy-deployment.yaml') },
    ...['experiments', 'flops'].map((queue): ManifestRequirement => ({
      description: `it knows the queue ${queue}`, at: [...POD, 'containers', 'name=proxy', 'env', `name=${queue.toUpperCase()}_QUEUE_NAME`, 'value'], must: { be: queue }, evidence: chart('requests-proxy-deployment.yaml'),
    })),
  ],
};

/** The edge's MySQL. */
export const mysqlDeployment: ManifestContract = {
  subject: 'mysql-client Deployment',
  requirements: [
    { description: 'one at a time: its volume has one writer', at: ['spec', 'strategy', 'type'], must: { be: 'Recreate' }, evidence: chart('mysql-deployment.yaml') },
    ...['startupProbe', 'readinessProbe', 'livenessProbe'].map((probe): ManifestRequirement => ({
      description: `its ${probe} asks over TCP, wherever the image has its socket`, at: [...POD, 'containers', 'name=mysql-client', probe, 'exec', 'command'], must: { be: ['mysqladmin', 'ping', '-h', '127.0.0.1'] },
      evidence: chart('mysql-deployment.yaml'), incident: 'client#225',
    })),
  ],
};
