import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import { type Allowed, holdAllowed, parseAllowList } from '#ring3/cluster/allow-list';
import type { ClusterProvider } from '#ring3/cluster/cluster';
import { RUN_LABEL } from '#ring3/double/settings';
import { connect, orNothing } from '#ring3/kubernetes/client';
import { peer } from '#ring3/kubernetes/peer';

/** Relative to the working folder: the clusters that a person has said may be used. */
export const ALLOW_FILE = 'ringproof-clusters.txt';

export interface ExistingCluster {
  kubeconfig: string;
  /** Default: the kubeconfig's current one. */
  context?: string | undefined;
  allowFile: string;
  /** `--confirm-context`: the context's name, said once more. */
  confirmed: string | undefined;
}

/** A cluster that is there already. Only what carries the run's label is ever removed from it. Its nodes must have the images. */
export const existingCluster = ({ kubeconfig: source, context, allowFile, confirmed }: ExistingCluster): ClusterProvider => ({
  kind: 'kubeconfig',
  async start({ folder }) {
    const { KubeConfig } = await peer();
    const config = new KubeConfig();
    config.loadFromString(read(source));
    if (context !== undefined) config.setCurrentContext(context);
    const chosen: Allowed = { context: config.getCurrentContext(), server: config.getCurrentCluster()?.server ?? '' };
    holdAllowed(chosen, { allowed: parseAllowList(read(allowFile, ''), allowFile), confirmed });
    config.makePathsAbsolute(join(source, '..'));
    // A copy with the context that was allowed: whoever switches the original meanwhile does not move the run.
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, config.exportConfig(), { mode: 0o600 });
    return { kind: 'kubeconfig', kubeconfig, enforcesNetworkPolicy: 'unknown', hostPath: '/var/lib/ringproof', load: async () => undefined };
  },
  remove: removeLabelled,
});

async function removeLabelled({ name, folder }: { name: string; folder: string }): Promise<void> {
  try {
    const kube = await connect({ kubeconfig: join(folder, 'kubeconfig') });
    for (const [version, kind] of [['v1', 'Namespace'], ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'], ['rbac.authorization.k8s.io/v1', 'ClusterRole'], ['v1', 'PersistentVolume']] as const) {
      const { items } = await kube.objects.list(version, kind, undefined, undefined, undefined, undefined, undefined, `${RUN_LABEL}=${name}`);
      for (const { metadata } of items) await orNothing(() => kube.objects.delete({ apiVersion: version, kind, metadata: { name: metadata?.name ?? '' } }));
    }
  } catch (thrown) {
    throw new RingproofError('RP_CLUSTER_STAYS', { name, reason: reasonOf(thrown) }, thrown);
  }
}

function read(file: string, instead?: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    if (instead !== undefined && (thrown as NodeJS.ErrnoException).code === 'ENOENT') return instead;
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
