import type { KubernetesObject } from '@kubernetes/client-node';
import { type EdgeSettings, RUN_LABEL, type Values, image } from '#ring3/double/settings';
import { trainingEgress } from '#ring3/double/training-egress';

/** A manifest, as JSON. */
export type Manifest = KubernetesObject & { [key: string]: unknown };

const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/**
 * Our own double of what the chart `client` deploys: the objects, names, labels, probes, Secrets, permissions and network policy that the
 * platform's public sources describe, with the virtual platform's programs in them. Not here: MySQL, the egress proxy, the agents on nodes.
 */
export function edgeObjects(edge: EdgeSettings, values: Values): Manifest[] {
  const { release, run } = edge;
  const labels = {
    'app.kubernetes.io/name': 'client', 'app.kubernetes.io/instance': release, 'app.kubernetes.io/managed-by': 'ringproof', 'helm.sh/chart': 'client-0.0.0-double', [RUN_LABEL]: run,
  };
  const object = (apiVersion: string, kind: string, name: string, rest: object, inCluster = false): Manifest =>
    ({ apiVersion, kind, metadata: { name, ...(inCluster ? {} : { namespace: release }), labels }, ...rest });
  return [
    object('v1', 'Secret', `${release}-secrets`, { stringData: { CLIENT_ID: edge.clientId, CLIENT_PASSWORD: edge.clientPassword, POD_TOKEN_SIGNING_SECRET: edge.signingSecret } }),
    // The real requests-proxy finds it in MySQL, where the jobs-manager writes what the backend's login answered.
    object('v1', 'Secret', `${release}-double-bus`, { stringData: { CONNECTION_STRING: edge.connectionString } }),
    object('v1', 'ServiceAccount', `${release}-jobs-manager`, {}),
    object('v1', 'ServiceAccount', 'ingestor', {}),
    object('v1', 'ConfigMap', `${release}-ingestion-authz`, { data: { 'ingestion-authz.yaml': `allowed:\n- service_account: ingestor\n  namespace: ${release}\n  table_prefixes: ["*"]\n` } }),
    ...volumes(edge, values, object),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', `${release}-jobs-manager`, { rules: RULES }, true),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', `${release}-jobs-manager`, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `${release}-jobs-manager` },
      subjects: [{ kind: 'ServiceAccount', name: `${release}-jobs-manager`, namespace: release }],
    }, true),
    ...(values.networkPolicy.training.enabled ? [object('networking.k8s.io/v1', 'NetworkPolicy', `${release}-training-egress`, trainingEgress(edge, values))] : []),
    service(object, 'jobs-manager', 'manager', 8080), service(object, 'requests-proxy-service', 'requests-proxy', 8888),
    object('apps/v1', 'Deployment', `${release}-requests-proxy`, deployment('requests-proxy', requestsProxy(edge, values), { automountServiceAccountToken: false })),
    object('apps/v1', 'Deployment', `${release}-jobs-manager`, deployment('manager', jobsManager(edge, values), { serviceAccountName: `${release}-jobs-manager` })),
  ];
}

type ObjectOf = (apiVersion: string, kind: string, name: string, rest: object, inCluster?: boolean) => Manifest;

const service = (object: ObjectOf, name: string, app: string, port: number): Manifest => object('v1', 'Service', name, { spec: { selector: { app }, ports: [{ port, targetPort: port, protocol: 'TCP' }] } });

function volumes({ release, hostPath }: EdgeSettings, { pvc }: Values, object: ObjectOf): Manifest[] {
  return ([['client-pvc', 'data', pvc.data], ['client-logs-pvc', 'logs', pvc.logs]] as const).flatMap(([claim, folder, storage]) => [
    object('v1', 'PersistentVolume', `${release}-${folder}`, {
      spec: { accessModes: ['ReadWriteOnce'], capacity: { storage }, persistentVolumeReclaimPolicy: 'Retain', storageClassName: '', hostPath: { path: `${hostPath}/${release}/${folder}`, type: 'DirectoryOrCreate' }, claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: claim, namespace: release } },
    }, true),
    object('v1', 'PersistentVolumeClaim', claim, { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, storageClassName: '', volumeName: `${release}-${folder}` } }),
  ]);
}

/** One after the other: two jobs-managers would both take from the bus. */
const deployment = (app: string, container: object, pod: object) => ({
  spec: {
    replicas: 1, strategy: { type: 'Recreate' }, selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec: { terminationGracePeriodSeconds: 5, enableServiceLinks: false, securityContext: POD_SECURITY, ...pod, containers: [container] } },
  },
});

const env = (values: Record<string, string | undefined>) => Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
const secret = (from: string, ...keys: string[]) => keys.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: from, key } } }));

const jobsManager = ({ release, backendUrl, stub }: EdgeSettings, values: Values) => ({
  name: 'api', image: image('jobs-manager', values.env.CLIENT_ENV), imagePullPolicy: 'IfNotPresent', args: ['ring3', 'service', 'jobs-manager'], securityContext: CONTAINER_SECURITY,
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }], resources: values.resources.jobsManager,
  // Asked sooner than the chart's 10 s: what counts is that it is the port which opens last.
  readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1, timeoutSeconds: 3, failureThreshold: 3 },
  env: [
    ...secret(`${release}-secrets`, 'CLIENT_ID', 'CLIENT_PASSWORD', 'POD_TOKEN_SIGNING_SECRET'),
    ...env({ ...values.env, CLIENT_PVC: 'client-pvc', CLIENT_LOGS_PVC: 'client-logs-pvc', MYSQL_HOST: 'mysql-client', REQUESTS_PROXY_URL: 'http://requests-proxy-service:8888', POD_TOKEN_TTL_SECONDS: '604800' }),
    // The double's own: the real one has no free choice of a backend, and no stub pods.
    ...env({ RINGPROOF_NAMESPACE: release, RINGPROOF_BACKEND_URL: backendUrl, STUB_WEIGHTS: stub.weights, STUB_ACCURACY: String(stub.accuracy), STUB_FLOPS: String(stub.flops) }),
  ],
});

const requestsProxy = ({ release }: EdgeSettings, values: Values) => ({
  name: 'proxy', image: image('jobs-manager', values.env.CLIENT_ENV), imagePullPolicy: 'IfNotPresent', args: ['ring3', 'service', 'requests-proxy'],
  securityContext: { ...CONTAINER_SECURITY, runAsUser: 1001, readOnlyRootFilesystem: true }, ports: [{ containerPort: 8888, protocol: 'TCP' }], resources: values.resources.requestsProxy,
  startupProbe: { tcpSocket: { port: 8888 }, periodSeconds: 1, failureThreshold: 60 }, livenessProbe: { tcpSocket: { port: 8888 }, periodSeconds: 10, failureThreshold: 5 }, readinessProbe: { tcpSocket: { port: 8888 }, periodSeconds: 1, failureThreshold: 3 },
  env: [
    ...secret(`${release}-secrets`, 'POD_TOKEN_SIGNING_SECRET'), { name: 'RINGPROOF_CONNECTION_STRING', valueFrom: { secretKeyRef: { name: `${release}-double-bus`, key: 'CONNECTION_STRING' } } },
    ...env({ MYSQL_HOST: 'mysql-client', EXPERIMENTS_QUEUE_NAME: 'experiments', FLOPS_QUEUE_NAME: 'flops' }),
  ],
});

/** The verbs of tracebloc/client@0985814 client/templates/rbac.yaml with `clusterScope: true`. */
const RULES = [
  { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['pods', 'pods/log', 'events'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['apps'], resources: ['deployments', 'daemonsets'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: ['get', 'list'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
  { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
  { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: ['create', 'get'] },
];
