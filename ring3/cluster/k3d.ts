import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterProvider } from '#ring3/cluster/cluster';
import { command } from '#ring3/cluster/command';

/** What the real installer makes (tracebloc/client@0985814 scripts/lib/cluster.sh, scripts/spec/facts.env). */
const K3S = 'rancher/k3s:v1.29.4-k3s1';

/** k3s in Docker. Its commands are tested against a fake executable; the real one has not been run by this project. */
export const k3dCluster: ClusterProvider = {
  kind: 'k3d',
  async start({ name, folder, signal, progress }) {
    progress.step('cluster: k3d cluster create');
    const without = ['traefik', 'servicelb', 'metrics-server'].flatMap((part) => ['--k3s-arg', `--disable=${part}@server:*`]);
    await command('k3d', ['cluster', 'create', name, '--servers', '1', '--agents', '0', '--no-lb', '--image', K3S, ...without,
      '--kubeconfig-update-default=false', '--kubeconfig-switch-context=false', '--wait', '--timeout', '180s'], { timeoutMs: 240_000, signal });
    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, await command('k3d', ['kubeconfig', 'get', name], { signal }), { mode: 0o600 });
    return {
      kind: 'k3d', kubeconfig, enforcesNetworkPolicy: true, hostPath: '/var/lib/ringproof',
      load: async (images) => void (await command('k3d', ['image', 'import', '-c', name, ...images], { timeoutMs: 300_000, signal })),
    };
  },
  remove: async ({ name }) => void (await command('k3d', ['cluster', 'delete', name])),
};
