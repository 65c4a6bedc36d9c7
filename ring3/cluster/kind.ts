import { join } from 'node:path';
import type { ClusterProvider } from '#ring3/cluster/cluster';
import { command } from '#ring3/cluster/command';

/** Kubernetes in Docker. Its commands are tested against a fake executable; the real one has not been run by this project. */
export const kindCluster: ClusterProvider = {
  kind: 'kind',
  async start({ name, folder, signal, progress }) {
    progress.step('cluster: kind create cluster');
    const kubeconfig = join(folder, 'kubeconfig');
    await command('kind', ['create', 'cluster', '--name', name, '--kubeconfig', kubeconfig, '--wait', '180s'], { timeoutMs: 300_000, signal });
    return {
      // kindnet stores a NetworkPolicy and does not enforce it.
      kind: 'kind', kubeconfig, enforcesNetworkPolicy: false, hostPath: '/var/lib/ringproof',
      load: async (images) => void (await command('kind', ['load', 'docker-image', '--name', name, ...images], { timeoutMs: 300_000, signal })),
    };
  },
  remove: async ({ name, folder }) => void (await command('kind', ['delete', 'cluster', '--name', name, '--kubeconfig', join(folder, 'kubeconfig')])),
};
