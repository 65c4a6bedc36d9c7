import type { AppsV1Api, AuthorizationV1Api, BatchV1Api, CoreV1Api, KubeConfig, KubernetesObject, KubernetesObjectApi, VersionApi } from '@kubernetes/client-node';
import { RingproofError, reasonOf } from '#core/errors';
import { peer } from '#ring3/kubernetes/peer';

/** The Kubernetes API, as one who holds a kubeconfig or runs in a pod. */
export interface Kube {
  config: KubeConfig;
  core: CoreV1Api;
  apps: AppsV1Api;
  batch: BatchV1Api;
  authorization: AuthorizationV1Api;
  version: VersionApi;
  objects: KubernetesObjectApi;
}

/** @throws RingproofError RP_PREREQUISITE when the client is not installed; RP_FILE_UNREADABLE */
export async function connect(from: { kubeconfig: string } | { token: string; as: Kube } | 'pod'): Promise<Kube> {
  const k8s = await peer();
  const config = new k8s.KubeConfig();
  try {
    if (from === 'pod') config.loadFromCluster();
    else if ('kubeconfig' in from) config.loadFromFile(from.kubeconfig);
    else {
      const cluster = from.as.config.getCurrentCluster();
      if (!cluster) throw new Error('the kubeconfig has no current cluster');
      config.loadFromClusterAndUser(cluster, { name: 'token', token: from.token });
    }
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file: typeof from === 'object' && 'kubeconfig' in from ? from.kubeconfig : 'the kubeconfig', reason: reasonOf(thrown) }, thrown);
  }
  return {
    config, core: config.makeApiClient(k8s.CoreV1Api), apps: config.makeApiClient(k8s.AppsV1Api), batch: config.makeApiClient(k8s.BatchV1Api),
    authorization: config.makeApiClient(k8s.AuthorizationV1Api), version: config.makeApiClient(k8s.VersionApi), objects: k8s.KubernetesObjectApi.makeApiClient(config),
  };
}

/** Makes objects what the manifests say, in order. */
export async function apply(kube: Kube, manifests: readonly KubernetesObject[]): Promise<void> {
  const { PatchStrategy } = await peer();
  for (const one of manifests) await kube.objects.patch(one, undefined, undefined, 'ringproof', true, PatchStrategy.ServerSideApply);
}

/** The answer, or undefined for "there is no such thing". */
export async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (statusOf(thrown) === 404) return undefined;
    throw thrown;
  }
}

/** The HTTP status in what the client threw; undefined for anything else. */
export const statusOf = (thrown: unknown): number | undefined => {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'number' ? code : undefined;
};
