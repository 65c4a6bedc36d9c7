import type { Json, JsonObject } from '#core/json';

const env = (values: Record<string, string>): JsonObject[] => Object.entries(values).map(([name, value]) => ({ name, value }));
const fromSecret = (...names: string[]): JsonObject[] => names.map((name) => ({ name, valueFrom: { secretKeyRef: { name: 'dummy-secrets', key: name } } }));

/** A Job as an honest jobs-manager makes it for `tabular_classification` on an edge without GPUs, routed, without a Secret for images. */
export const trainingJob = (): JsonObject => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'dummy-job', labels: { app: 'client' } },
  spec: {
    ttlSecondsAfterFinished: 30,
    template: {
      metadata: { labels: { app: 'client', 'tracebloc.io/workload': 'training' } },
      spec: {
        restartPolicy: 'Never', automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: 'train', image: 'docker.io/tracebloc/dummy-cpu:prod',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
          resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '8Gi' } },
          env: env({
            BACKEND_TOKEN: 'dummy', REQUESTS_PROXY_URL: 'http://requests-proxy-service:8888', REQUESTS_PROXY_TOKEN: 'dummy', MYSQL_HOST: 'mysql-client', MYSQL_USER: 'dummy',
            MYSQL_PASSWORD: 'dummy', EXPERIMENT_SCRATCH_PATH: '/data/scratch', HTTPS_PROXY: 'http://egress-proxy-service:3128',
          }),
          volumeMounts: [
            { name: 'shared-volume', mountPath: '/data/shared', readOnly: true }, { name: 'logs', mountPath: '/data/logs' }, { name: 'home', mountPath: '/home/appuser' },
            { name: 'tmp', mountPath: '/tmp' }, { name: 'scratch', mountPath: '/data/scratch' },
          ],
        }],
        volumes: [
          { name: 'shared-volume', persistentVolumeClaim: { claimName: 'client-pvc', readOnly: true } }, { name: 'logs', persistentVolumeClaim: { claimName: 'client-logs-pvc' } },
          ...['home', 'tmp', 'scratch'].map((name) => ({ name, emptyDir: { sizeLimit: '1Gi' } })),
        ],
      },
    },
  },
});

export const ingestJob = (): JsonObject => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'ingest-job-1', labels: { 'tracebloc.io/ingestion-run': '0123456789abcdef0123456789abcdef' } },
  spec: {
    template: {
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 65534 },
        containers: [{
          name: 'ingest', image: 'ghcr.io/tracebloc/ingestor:0.8',
          env: [
            ...env({ TRACEBLOC_DB_USER: 'tb_ingest', DB_USER: 'tb_ingest', TRACEBLOC_INGEST_CONFIG: '/etc/ingest.yaml', INGEST_CONFIG: '/etc/ingest.yaml', MYSQL_HOST: 'mysql-client', HTTPS_PROXY: 'http://proxy:3128' }),
            ...fromSecret('TRACEBLOC_DB_PASSWORD', 'DB_PASSWORD', 'TRACEBLOC_BACKEND_TOKEN', 'BACKEND_TOKEN'),
          ],
        }],
      },
    },
  },
});

export const jobsManager = (): JsonObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'dummy-jobs-manager' },
  spec: {
    strategy: { type: 'Recreate' },
    template: {
      spec: {
        containers: [{
          name: 'api', readinessProbe: { tcpSocket: { port: 8080 } },
          env: [
            ...env({ CLIENT_ENV: 'stg', REQUESTS_PROXY_URL: 'http://requests-proxy-service:8888', NODE_AGENTS_NAMESPACE: '', GPU_LIMITS: '' }), ...fromSecret('CLIENT_ID', 'POD_TOKEN_SIGNING_SECRET'),
          ],
        }],
      },
    },
  },
});

export const requestsProxy = (): JsonObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'dummy-requests-proxy' },
  spec: {
    template: {
      spec: {
        automountServiceAccountToken: false,
        containers: [{ name: 'proxy', startupProbe: { tcpSocket: { port: 8888 } }, readinessProbe: { tcpSocket: { port: 8888 } }, env: env({ EXPERIMENTS_QUEUE_NAME: 'experiments', FLOPS_QUEUE_NAME: 'flops' }) }],
      },
    },
  },
});

export const mysql = (): JsonObject => {
  const probe = (): JsonObject => ({ exec: { command: ['mysqladmin', 'ping', '-h', '127.0.0.1'] } });
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'mysql-client' },
    spec: { strategy: { type: 'Recreate' }, template: { spec: { containers: [{ name: 'mysql-client', startupProbe: probe(), livenessProbe: probe(), readinessProbe: probe() }] } } },
  };
};

const to = (app: string): JsonObject[] => [{ podSelector: { matchLabels: { app } } }];
/** The policy as the chart renders it, by its rules' ports. */
export const trainingPolicy = (lockedDown = false): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'dummy-training-egress' },
  spec: {
    podSelector: { matchLabels: { 'tracebloc.io/workload': 'training' } }, policyTypes: ['Ingress', 'Egress'], ingress: [],
    egress: [
      { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] },
      ...(lockedDown ? [] : [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } }], ports: [{ protocol: 'TCP', port: 443 }] }]),
      { to: to('mysql-client'), ports: [{ protocol: 'TCP', port: 3306 }] }, { to: to('requests-proxy'), ports: [{ protocol: 'TCP', port: 8888 }] }, { to: to('egress-proxy'), ports: [{ protocol: 'TCP', port: 3128 }] },
    ],
  },
});

const rule = (apiGroups: string[], resources: string[], verbs: string[]): JsonObject => ({ apiGroups, resources, verbs });
const role = (kind: string, name: string, rules: Json[], namespace?: string): JsonObject => ({ kind, metadata: { name, ...(namespace !== undefined && { namespace }) }, rules });
const binding = (kind: string, role_: [string, string], account: string, namespace?: string): JsonObject => ({
  kind, metadata: { name: `${role_[1]}-${account}`, ...(namespace !== undefined && { namespace }) }, roleRef: { kind: role_[0], name: role_[1] }, subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'edge' }],
});

/** The chart's roles and bindings with `clusterScope: true`. */
export const roles = (): JsonObject[] => [
  role('ClusterRole', 'jobs-manager', [
    rule(['batch'], ['jobs'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']), rule([''], ['pods', 'pods/log', 'events'], ['get', 'list', 'watch']),
    rule(['apps'], ['deployments', 'daemonsets'], ['get', 'list', 'watch']), rule(['metrics.k8s.io'], ['pods'], ['get', 'list']), rule([''], ['nodes'], ['list']),
    rule(['authentication.k8s.io'], ['tokenreviews'], ['create']), rule([''], ['configmaps', 'secrets'], ['create', 'get']),
  ]),
  binding('ClusterRoleBinding', ['ClusterRole', 'jobs-manager'], 'jobs-manager'),
  role('ClusterRole', 'resource-monitor', [rule([''], ['pods', 'nodes', 'nodes/status'], ['get', 'list']), rule(['metrics.k8s.io'], ['pods', 'nodes'], ['get', 'list'])]),
  binding('ClusterRoleBinding', ['ClusterRole', 'resource-monitor'], 'resource-monitor'),
  role('Role', 'telemetry-token', [{ ...rule([''], ['secrets'], ['get', 'patch']), resourceNames: ['telemetry-token'] }], 'tracebloc-node-agents'),
  binding('RoleBinding', ['Role', 'telemetry-token'], 'jobs-manager', 'tracebloc-node-agents'),
];
