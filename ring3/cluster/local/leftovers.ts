import { existsSync, readFileSync, rmSync } from 'node:fs';
import { RingproofError, reasonOf } from '#core/errors';
import type { Run } from '#ring3/cluster/cluster';
import { command, tryCommand } from '#ring3/cluster/command';
import { endProcesses, processesOf } from '#ring3/cluster/local/processes';
import { withoutKubernetes } from '#ring3/cluster/local/packet-filter';

/**
 * Removes a local cluster, also half of one: the kubelet first, as it would start anew what is removed; then pods, the rest of the
 * programs, their network rules, mounts and files. @throws RingproofError RP_CLUSTER_STAYS
 */
export async function removeLeftovers({ name, folder }: Pick<Run, 'name' | 'folder'>): Promise<void> {
  try {
    await endProcesses(name, 'kubelet');
    await endProcesses(name, 'kube-proxy');
    await removeContainers(name);
    await endProcesses(name);
    const left = processesOf(name);
    if (left.length > 0) throw new Error(`${left.map(({ pid, program }) => `${program} (${pid})`).join(', ')} would not end`);
    // Where nothing of the run was there, nothing of it is in the packet filter either: the rules may be another cluster's.
    if (existsSync(folder)) {
      for (const family of ['iptables', 'ip6tables']) await cleanPacketFilter(family);
      await unmount(folder);
    }
    rmSync(folder, { recursive: true, force: true });
  } catch (thrown) {
    throw new RingproofError('RP_CLUSTER_STAYS', { name, reason: reasonOf(thrown) }, thrown);
  }
}

/** Pods lie in namespaces that are called after the run. */
async function removeContainers(name: string): Promise<void> {
  const listed = await tryCommand('docker', ['ps', '-a', '--no-trunc', '--format', '{{.ID}} {{.Label "io.kubernetes.pod.namespace"}}']);
  if (listed.code !== 0) throw new Error(`the container engine cannot be asked: ${listed.stderr.trim()}`);
  const ids = listed.stdout.split('\n').map((line) => line.split(' ')).filter(([, namespace]) => namespace === name || namespace?.startsWith(`${name}-`)).map(([id = '']) => id);
  if (ids.length > 0) await command('docker', ['rm', '-f', '-v', ...ids]);
}

async function cleanPacketFilter(family: string): Promise<void> {
  const saved = await tryCommand(`${family}-save`, []);
  const change = saved.code === 0 ? withoutKubernetes(saved.stdout) : '';
  if (change !== '') await command(`${family}-restore`, ['--noflush'], { input: change });
}

/** Secrets of pods are mounted; what is mounted below another comes first. */
async function unmount(folder: string): Promise<void> {
  const points = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '').filter((point) => point.startsWith(`${folder}/`));
  for (const point of points.sort((a, b) => b.length - a.length)) await command('umount', [point]);
}
