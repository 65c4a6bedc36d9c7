import { join, resolve } from 'node:path';
import { homedir } from 'node:os';
import type { Args, Context, Flag } from '#commands/context';
import { choice } from '#commands/drift/choice';
import { CLUSTER_KINDS, type ClusterKind, type ClusterProvider } from '#ring3/cluster/cluster';
import { k3dCluster } from '#ring3/cluster/k3d';
import { kindCluster } from '#ring3/cluster/kind';
import { ALLOW_FILE, existingCluster } from '#ring3/cluster/kubeconfig';
import { LEDGER_FILE } from '#ring3/cluster/ledger';
import { localCluster } from '#ring3/cluster/local/local';

export const CLUSTER_FLAGS: Record<string, Flag> = {
  cluster: { type: 'string', value: 'KIND', help: 'local (default; Linux, root, Docker, etcd), k3d, kind, or kubeconfig: one that is there' },
  context: { type: 'string', value: 'NAME', help: 'kubeconfig: the context (default its current one; the file is KUBECONFIG or ~/.kube/config)' },
  'confirm-context': { type: 'string', value: 'NAME', help: 'kubeconfig: the name of the context once more; without it nothing is touched' },
  'allow-list': { type: 'string', value: 'FILE', help: `kubeconfig: the clusters that may be used, \`CONTEXT SERVER\` a line (default ${ALLOW_FILE})` },
};

export const LEDGER_FLAG: Record<string, Flag> = {
  'cleanup-ledger': { type: 'string', value: 'FILE', help: `the clean-up ledger (default ${LEDGER_FILE})` },
};
export const ring3Ledger = (args: Args): string => args.text('cleanup-ledger') ?? LEDGER_FILE;

/** The cluster that the flags ask for. @throws RingproofError RP_USAGE_VALUE */
export function providerOf(args: Args, { cwd, env }: Pick<Context, 'cwd' | 'env'>): ClusterProvider {
  const kind = choice(args, 'cluster', CLUSTER_KINDS) ?? 'local';
  return providerFor(kind, {
    kubeconfig: env['KUBECONFIG'] ?? join(homedir(), '.kube/config'), context: args.text('context'), allowFile: resolve(cwd, args.text('allow-list') ?? ALLOW_FILE), confirmed: args.text('confirm-context'),
  });
}

export function providerFor(kind: ClusterKind, existing: Parameters<typeof existingCluster>[0]): ClusterProvider {
  return { local: localCluster, k3d: k3dCluster, kind: kindCluster, kubeconfig: existingCluster(existing) }[kind];
}
