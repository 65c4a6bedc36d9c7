import { CLOUD_LABEL, type EdgeSettings, type Values } from '#ring3/double/settings';

const app = (name: string) => [{ podSelector: { matchLabels: { app: name } } }];
const tcp = (port: number) => ({ protocol: 'TCP', port });

/** `<release>-training-egress`, in the chart's order of rules; the last is the double's own, as its backend stands in the cluster. */
export function trainingEgress({ run }: EdgeSettings, { networkPolicy, egressProxy }: Values) {
  const { allowExternalHttps, clusterCidrs } = networkPolicy.training;
  return {
    spec: {
      podSelector: { matchLabels: { 'tracebloc.io/workload': 'training' } }, policyTypes: ['Ingress', 'Egress'], ingress: [],
      egress: [
        { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] },
        ...(allowExternalHttps ? [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: clusterCidrs } }], ports: [tcp(443)] }] : []),
        { to: app('mysql-client'), ports: [tcp(3306)] },
        { to: app('requests-proxy'), ports: [tcp(8888)] },
        ...(egressProxy.enabled ? [{ to: app('egress-proxy'), ports: [tcp(3128)] }] : []),
        { to: [{ namespaceSelector: { matchLabels: { [CLOUD_LABEL]: run } } }], ports: [tcp(8000)] },
      ],
    },
  };
}
