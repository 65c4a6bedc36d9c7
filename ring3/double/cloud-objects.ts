import type { Manifest } from '#ring3/double/edge-objects';
import { CLOUD_LABEL, RUN_LABEL, image } from '#ring3/double/settings';

export const BACKEND_PORT = 8000;
const BUS_PORT = 5672;

/** What is outside of a customer's cluster in the platform, and inside in the double: the bus, then its clients, backend and averaging-service. */
export function cloudObjects(run: string): { bus: Manifest[]; programs: Manifest[] } {
  const namespace = `${run}-cloud`;
  const labels = { [RUN_LABEL]: run };
  const object = (apiVersion: string, kind: string, name: string, rest: object): Manifest => ({ apiVersion, kind, metadata: { name, namespace, labels }, ...rest });
  const program = (name: string, args: string[], port: number | undefined, rest: object = {}) => ({
    name, image: image(name, 'dev'), imagePullPolicy: 'IfNotPresent', args, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ...(port !== undefined && { ports: [{ containerPort: port, protocol: 'TCP' }], readinessProbe: { tcpSocket: { port }, periodSeconds: 1 } }), ...rest,
  });
  const deployment = (name: string, containers: object[], pod: object = {}) => object('apps/v1', 'Deployment', name, {
    spec: { replicas: 1, strategy: { type: 'Recreate' }, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name, ...labels } }, spec: { terminationGracePeriodSeconds: 2, enableServiceLinks: false, automountServiceAccountToken: false, securityContext: { runAsNonRoot: true }, containers, ...pod } } },
  });
  const share = { volumeMounts: [{ name: 'share', mountPath: '/share' }], env: [{ name: 'RINGPROOF_CONNECTION_STRING', value: connectionString(run) }, { name: 'SHARE_PATH', value: '/share' }] };
  return {
    bus: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { ...labels, [CLOUD_LABEL]: run, 'kubernetes.io/metadata.name': namespace } } },
      object('v1', 'Service', 'service-bus', { spec: { selector: { app: 'service-bus' }, ports: [{ port: BUS_PORT, protocol: 'TCP' }] } }),
      deployment('service-bus', [program('service-bus', ['emulate', 'service-bus', '--host', '0.0.0.0', '--port', String(BUS_PORT)], BUS_PORT)]),
    ],
    programs: [
      object('v1', 'Service', 'backend', { spec: { selector: { app: 'backend' }, ports: [{ port: BACKEND_PORT, protocol: 'TCP' }] } }),
      object('v1', 'Service', 'averaging-service', { spec: { selector: { app: 'backend' }, ports: [{ port: 8001, protocol: 'TCP' }] } }),
      deployment('backend', [program('backend', ['ring3', 'service', 'backend'], BACKEND_PORT, share), program('averaging-service', ['ring3', 'service', 'averaging-service'], undefined, share)], { volumes: [{ name: 'share', emptyDir: {} }] }),
    ],
  };
}

export const backendUrl = (run: string): string => `http://backend.${run}-cloud:${BACKEND_PORT}`;
export const connectionString = (run: string): string =>
  `Endpoint=sb://service-bus.${run}-cloud:${BUS_PORT};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`;

/** Every image that the double runs: one, under the names that the platform has. */
export const IMAGES = ['jobs-manager', 'training-stub-cpu', 'backend', 'averaging-service', 'service-bus'].map((name) => image(name, 'dev'));
