import { integer, regex } from '#core/matchers';
import type { ManifestContract, ManifestRequirement } from '#core/requirement/manifest';
import { runtimeEnv, said } from '#contracts/deployment/sources';

const POD = ['spec', 'template', 'spec'];
const EACH = [...POD, 'containers', '*'];
const env = (name: string) => [...EACH, 'env', `name=${name}`];

/** Both spellings, as an edge can run an ingestor that knows the older one only; secrets by reference, never as text. */
const given = (canonical: string, legacy: string, incident?: string): ManifestRequirement[] => [canonical, legacy].map((name) => ({
  description: `${name} is given`, at: env(name), must: { be: { name } }, evidence: runtimeEnv, ...(incident !== undefined && { incident }),
}));
const secret = (name: string): ManifestRequirement => ({ description: `${name} is a reference to a Secret`, at: [...env(name), 'valueFrom', 'secretKeyRef'], must: 'present', evidence: runtimeEnv });

/** The Job that jobs-manager creates for one ingestion run. `behindProxy`: the edge reaches the backend through one only. */
export const ingestionJob = ({ behindProxy }: { behindProxy: boolean }): ManifestContract => ({
  subject: 'ingestion Job',
  requirements: [
    { description: 'it is a Job', at: ['kind'], must: { be: 'Job' }, evidence: runtimeEnv },
    { description: 'it says which run it is', at: ['metadata', 'labels', 'tracebloc.io/ingestion-run'], must: { be: regex('^\\S+$', '0123456789abcdef0123456789abcdef') }, evidence: { kind: 'code', source: 'tracebloc/cli@e8af6f1 internal/submit/submit.go' } },
    ...given('TRACEBLOC_DB_USER', 'DB_USER', 'backend#1752'),
    ...given('TRACEBLOC_DB_PASSWORD', 'DB_PASSWORD', 'backend#1752'),
    ...given('TRACEBLOC_BACKEND_TOKEN', 'BACKEND_TOKEN'),
    ...given('TRACEBLOC_INGEST_CONFIG', 'INGEST_CONFIG'),
    ...['TRACEBLOC_DB_PASSWORD', 'DB_PASSWORD', 'TRACEBLOC_BACKEND_TOKEN', 'BACKEND_TOKEN'].map(secret),
    { description: 'it knows its database', at: [...env('MYSQL_HOST'), 'value'], must: { be: 'mysql-client' }, evidence: runtimeEnv },
    // An image whose user is a name cannot be told from root: the kubelet refuses it where root is forbidden.
    { description: 'its user is a number', at: [...POD, 'securityContext', 'runAsUser'], must: { be: integer(65534) }, evidence: { kind: 'assumed', source: 'a user by name breaks runAsNonRoot: commit message of data-ingestors#92; 65534: tracebloc/client@0985814; that the Job says so beside the image is assumed', owner: 'tracebloc/client-runtime' }, incident: 'data-ingestors#92' },
    ...(behindProxy ? [{ description: 'it reaches the backend through the proxy', at: env('HTTPS_PROXY'), must: { be: { name: 'HTTPS_PROXY' } }, evidence: said('client#264'), incident: 'client#229' } as const] : []),
  ],
});
