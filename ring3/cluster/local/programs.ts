import { join } from 'node:path';

/** Where a local cluster's programs listen. `address` is the container engine's own on its bridge: pods and this machine both reach it. */
export interface Ports {
  etcd: number;
  etcdPeer: number;
  api: number;
  kubelet: number;
  controllerManager: number;
  scheduler: number;
  proxy: number;
}

export interface Place {
  folder: string;
  address: string;
  ports: Ports;
  /** The bridge's subnet: pods get their addresses from it. */
  subnet: string;
  /** Where the container engine listens, as DOCKER_HOST says it. */
  engine: string;
  pauseImage: string;
}

export const NODE = 'ringproof';
export const SERVICES = '10.96.0.0/16';

export const etcdArgs = ({ folder, ports }: Place): string[] => {
  const [client, peer] = [`http://127.0.0.1:${ports.etcd}`, `http://127.0.0.1:${ports.etcdPeer}`];
  return ['--data-dir', join(folder, 'etcd'), '--listen-client-urls', client, '--advertise-client-urls', client, '--listen-peer-urls', peer,
    '--initial-advertise-peer-urls', peer, '--initial-cluster', `default=${peer}`, '--unsafe-no-fsync'];
};

export const apiserverArgs = ({ folder, address, ports }: Place): string[] => [
  `--etcd-servers=http://127.0.0.1:${ports.etcd}`, `--secure-port=${ports.api}`, `--bind-address=${address}`, `--advertise-address=${address}`,
  `--cert-dir=${join(folder, 'pki')}`, `--service-cluster-ip-range=${SERVICES}`, '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-key-file=${join(folder, 'pki/sa.key')}`, `--service-account-signing-key-file=${join(folder, 'pki/sa.key')}`,
  `--token-auth-file=${join(folder, 'pki/tokens.csv')}`, '--authorization-mode=Node,RBAC', '--anonymous-auth=false', '--allow-privileged=false',
  '--kubelet-preferred-address-types=InternalIP',
  // Off by default in 1.20; on in every version since 1.21, and the training pod's contract rests on it.
  '--feature-gates=TTLAfterFinished=true',
];

export const controllerManagerArgs = ({ folder, ports }: Place): string[] => [
  `--kubeconfig=${join(folder, 'kubeconfig')}`, `--service-account-private-key-file=${join(folder, 'pki/sa.key')}`, `--root-ca-file=${join(folder, 'pki/apiserver.crt')}`,
  '--leader-elect=false', '--port=0', `--secure-port=${ports.controllerManager}`, '--bind-address=127.0.0.1', `--cert-dir=${join(folder, 'pki')}`,
  '--use-service-account-credentials=false', '--feature-gates=TTLAfterFinished=true',
];

export const schedulerArgs = ({ folder, ports }: Place): string[] => [
  `--kubeconfig=${join(folder, 'kubeconfig')}`, '--leader-elect=false', '--port=0', `--secure-port=${ports.scheduler}`, '--bind-address=127.0.0.1', `--cert-dir=${join(folder, 'pki')}`,
];

export const kubeletArgs = ({ folder, address, engine, pauseImage }: Place): string[] => [
  `--config=${join(folder, 'kubelet.json')}`, `--kubeconfig=${join(folder, 'kubeconfig')}`, `--hostname-override=${NODE}`, `--node-ip=${address}`,
  `--root-dir=${join(folder, 'kubelet')}`, `--cert-dir=${join(folder, 'pki/kubelet')}`, `--pod-infra-container-image=${pauseImage}`,
  '--container-runtime=docker', `--docker-endpoint=${engine}`, `--experimental-dockershim-root-directory=${join(folder, 'dockershim')}`,
];

/** No cgroups of its own: nothing to be left behind. Containers keep the limits of their own. */
export const kubeletConfig = ({ address, ports }: Place) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration', address, port: ports.kubelet, readOnlyPort: 0, healthzPort: 0,
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } }, authorization: { mode: 'AlwaysAllow' },
  cgroupDriver: 'cgroupfs', cgroupsPerQOS: false, enforceNodeAllocatable: [], oomScoreAdj: 0, failSwapOn: false, syncFrequency: '2s', nodeStatusUpdateFrequency: '2s',
  evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1%', 'imagefs.available': '1%' }, imageGCHighThresholdPercent: 100,
  clusterDNS: [address], clusterDomain: 'cluster.local', resolvConf: '/etc/resolv.conf',
});

export const proxyArgs = ({ folder, subnet, ports }: Place): string[] => [
  `--kubeconfig=${join(folder, 'kubeconfig')}`, `--hostname-override=${NODE}`, `--cluster-cidr=${subnet}`, '--proxy-mode=iptables', '--conntrack-max-per-core=0',
  '--oom-score-adj=0', '--healthz-bind-address=', `--metrics-bind-address=127.0.0.1:${ports.proxy}`,
];

export const kubeconfig = (name: string, server: string, certificateFile: string, token: string) => ({
  apiVersion: 'v1', kind: 'Config', 'current-context': name,
  clusters: [{ name, cluster: { server, 'certificate-authority': certificateFile } }],
  users: [{ name, user: { token } }],
  contexts: [{ name, context: { cluster: name, user: name } }],
});
