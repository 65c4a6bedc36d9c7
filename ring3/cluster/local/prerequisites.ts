import { accessSync, constants, globSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { RingproofError } from '#core/errors';
import { isObject } from '#core/json';
import { command, tryCommand } from '#ring3/cluster/command';
import type { Ports } from '#ring3/cluster/local/programs';

const PROGRAMS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kube-proxy', 'pause'];
const lacking = (tool: string, advice: string) => new RingproofError('RP_PREREQUISITE', { tool, what: 'a local cluster', advice });

/** The container engine's bridge, and where the engine listens. */
export interface Engine { endpoint: string; address: string; subnet: string }

/**
 * The folder with the Kubernetes programs: RINGPROOF_KUBERNETES, or the newest that tiers/cluster/kubernetes.sh has built.
 * @throws RingproofError RP_PREREQUISITE naming what is missing
 */
export function kubernetesPrograms(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['RINGPROOF_CACHE'] ?? join(env['HOME'] ?? homedir(), '.cache/ringproof');
  const [found] = env['RINGPROOF_KUBERNETES'] ? [env['RINGPROOF_KUBERNETES']] : globSync(join(cache, 'kubernetes-*/ready')).sort().map((file) => join(file, '..')).reverse();
  if (found === undefined) throw lacking('a Kubernetes to run', `tiers/cluster/kubernetes.sh ${cache} builds one from Debian's source package; or name a folder in RINGPROOF_KUBERNETES, or use --cluster k3d or kind.`);
  for (const program of PROGRAMS) {
    try {
      accessSync(join(found, 'bin', program), constants.X_OK);
    } catch {
      throw lacking(join(found, 'bin', program), 'Remove that folder and build it again with tiers/cluster/kubernetes.sh.');
    }
  }
  return join(found, 'bin');
}

/** @throws RingproofError RP_PREREQUISITE: not Linux, not root, no engine, no bridge */
export async function localEngine(): Promise<Engine> {
  if (process.platform !== 'linux') throw lacking('Linux', 'Use --cluster k3d or kind here.');
  if (process.getuid?.() !== 0) throw lacking('root', 'A kubelet mounts volumes and sets up networks: run it as root, or use --cluster k3d or kind.');
  const info = await tryCommand('docker', ['info', '--format', '{{.ServerVersion}}']);
  if (info.code !== 0) throw lacking('a running Docker engine', `docker info says: ${info.stderr.trim().split('\n')[0] ?? ''}`);
  const bridge: unknown = JSON.parse(await command('docker', ['network', 'inspect', 'bridge', '--format', '{{json .IPAM.Config}}']));
  const [config] = Array.isArray(bridge) ? bridge : [];
  if (!isObject(config) || typeof config['Subnet'] !== 'string') throw lacking("the Docker engine's bridge network", 'Pods get their addresses from it; start the engine with one.');
  const address = typeof config['Gateway'] === 'string' ? config['Gateway'] : config['Subnet'].replace(/\.0\/\d+$/, '.1');
  return { endpoint: process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock', address, subnet: config['Subnet'] };
}

/** Free ports, each asked of the machine. */
export async function freePorts(address: string): Promise<Ports> {
  const [etcd, etcdPeer, controllerManager, scheduler, proxy] = await Promise.all(Array.from({ length: 5 }, () => freePort('127.0.0.1')));
  const [api, kubelet] = await Promise.all([address, address].map(freePort));
  return { etcd, etcdPeer, api, kubelet, controllerManager, scheduler, proxy } as Ports;
}

const freePort = (host: string): Promise<number> => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, host, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
});
