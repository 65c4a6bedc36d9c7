import { type JsonObject, isObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import type { Result } from '#core/report';
import { checkEgress } from '#core/requirement/egress';
import { type ManifestContract, checkManifest } from '#core/requirement/manifest';
import { jobsManagerDeployment, requestsProxyDeployment } from '#contracts/deployment/edge-deployments';
import { JOBS_MANAGER_PERMISSIONS } from '#contracts/deployment/permissions';
import { trainingEgress } from '#contracts/deployment/training-egress';
import type { Kube } from '#ring3/kubernetes/client';
import { getJson } from '#ring3/kubernetes/raw';
import { withEmptyValues } from '#ring3/requirements/empty-values';
import type { Site } from '#ring3/ladder/rung';
import { reviewPermissions } from '#ring3/requirements/access-review';

const GROUP = 'requirements';
const result = (name: string, mismatches: Mismatch[], summary: string): Result => ({ name, group: GROUP, outcome: mismatches.length > 0 ? 'failed' : 'passed', mismatches, details: { summary } });
const unknown = (name: string, reason: string): Result => ({ name, group: GROUP, outcome: 'inconclusive', reason });

/** What the cluster holds, held to what must hold: Deployments, network policy, permissions. What this cluster cannot show is said. */
export async function liveRequirements({ kube, cluster, installed: { edge, values } }: Site): Promise<Result[]> {
  const { release } = edge;
  const deployment = (name: string, contract: ManifestContract) => object(kube, `/apis/apps/v1/namespaces/${release}/deployments/${name}`, contract);
  return [
    await deployment(`${release}-jobs-manager`, jobsManagerDeployment('none')),
    await deployment(`${release}-requests-proxy`, requestsProxyDeployment),
    await egress(kube, release, { lockedDown: !values.networkPolicy.training.allowExternalHttps, egressProxy: values.egressProxy.enabled }),
    ...(cluster.enforcesNetworkPolicy === true ? [] : [unknown('egress of training pods, enforced', cluster.enforcesNetworkPolicy === false
      ? `The policy is stored; the network of a ${cluster.kind} cluster does not enforce it.` : 'Nothing is known of the network of this cluster; no blocked call was tried.')]),
    await reviewPermissions(kube, JOBS_MANAGER_PERMISSIONS, { name: `${release}-jobs-manager`, namespace: release }),
    await serviceAccount(kube, release, 'ingestor'),
    await podSecurity(kube),
  ];
}

async function object(kube: Kube, path: string, contract: ManifestContract): Promise<Result> {
  return result(contract.subject, checkManifest(contract, withEmptyValues(await getJson(kube, path))), `${contract.requirements.length} requirements`);
}

async function egress(kube: Kube, release: string, options: { lockedDown: boolean; egressProxy: boolean }): Promise<Result> {
  const labels = async (path: string) => (((await getJson(kube, path))['metadata'] as JsonObject)['labels'] ?? {}) as Record<string, string>;
  const namespace = await labels(`/api/v1/namespaces/${release}`);
  const { items } = await getJson(kube, `/apis/networking.k8s.io/v1/namespaces/${release}/networkpolicies`);
  // Names are served from kube-system; other peers of the contract are in the release's own namespace.
  const contract = trainingEgress({ namespace, ...options });
  // A list leaves out what its items have in common.
  const policies = Array.isArray(items) ? items.filter(isObject).map((one): JsonObject => ({ kind: 'NetworkPolicy', ...one })) : [];
  return result('egress of training pods, as declared', checkEgress(contract, policies, { labels: { 'tracebloc.io/workload': 'training' }, namespace }), `${contract.flows.length} flows`);
}

async function serviceAccount(kube: Kube, namespace: string, name: string): Promise<Result> {
  const contract: ManifestContract = { subject: `service account ${name}`, requirements: [
    { description: 'the command line submits ingestions as it', at: ['metadata', 'name'], must: { be: name }, evidence: { kind: 'code', source: 'tracebloc/cli@e8af6f1 scripts/chart-invariants/main.go' } },
  ] };
  const found = await getJson(kube, `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`).catch((thrown: { code?: number }) => {
    if (thrown.code !== 404) throw thrown;
    return {};
  });
  return result(contract.subject, checkManifest(contract, found), '1 requirement');
}

/** `restricted` of PodSecurity came with Kubernetes 1.23 (beta, on); before it nothing can be asked. */
async function podSecurity(kube: Kube): Promise<Result> {
  const { major, minor } = await kube.version.getCode();
  if (Number(major) === 1 && parseInt(minor) < 23) return unknown('PodSecurity level', `PodSecurity admission needs Kubernetes 1.23; this is ${major}.${minor}.`);
  return unknown('PodSecurity level', 'Not asked yet: the double sets no level on its namespace.');
}
