import type { EgressContract, Flow } from '#core/requirement/egress';
import { chart, said, security } from '#contracts/deployment/sources';

const POLICY = chart('network-policy-training.yaml');
/** A public address and a cluster one, for documentation (RFC 5737) and from the chart's `clusterCidrs`. */
const OUTSIDE = { address: '203.0.113.10' };
const INSIDE = { address: '10.43.0.1' };

/** What a training pod must reach, and what it must not; `lockedDown` is `networkPolicy.training.allowExternalHttps: false`. */
export const trainingEgress = ({ namespace, lockedDown, egressProxy }: { namespace: Record<string, string>; lockedDown: boolean; egressProxy: boolean }): EgressContract => {
  const service = (app: string) => ({ labels: { app }, namespace });
  const dns = { labels: { 'k8s-app': 'kube-dns' }, namespace: { 'kubernetes.io/metadata.name': 'kube-system' } };
  const flows: Flow[] = [
    { description: 'names are resolved', to: dns, protocol: 'UDP', port: 53, evidence: POLICY },
    { description: 'long answers of names come over TCP', to: dns, protocol: 'TCP', port: 53, evidence: POLICY },
    { description: 'data are read from MySQL', to: service('mysql-client'), protocol: 'TCP', port: 3306, evidence: said('client#76'), incident: 'client#76' },
    { description: 'results are posted to the requests-proxy', to: service('requests-proxy'), protocol: 'TCP', port: 8888, evidence: said('client#197'), incident: 'client#196' },
    ...(egressProxy ? [{ description: 'weights leave through the egress proxy', to: service('egress-proxy'), protocol: 'TCP', port: 3128, evidence: POLICY } as const] : []),
    lockedDown
      ? { description: 'nothing leaves the cluster directly', to: OUTSIDE, protocol: 'TCP', port: 443, blocked: true, evidence: security('8.2') }
      : { description: 'the backend is reached over HTTPS', to: OUTSIDE, protocol: 'TCP', port: 443, evidence: POLICY },
    { description: 'the cluster itself is not reached over HTTPS', to: INSIDE, protocol: 'TCP', port: 443, blocked: true, evidence: POLICY },
    { description: 'nothing leaves unencrypted', to: OUTSIDE, protocol: 'TCP', port: 80, blocked: true, evidence: POLICY },
    { description: 'the bus is not reached: only the requests-proxy sends', to: OUTSIDE, protocol: 'TCP', port: 5671, blocked: true, evidence: POLICY },
    { description: 'the jobs-manager is not reached', to: service('manager'), protocol: 'TCP', port: 8080, blocked: true, evidence: POLICY },
  ];
  return { subject: 'egress of training pods', flows };
};
