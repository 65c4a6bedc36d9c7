import { type ChildProcess, execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RingproofError, reasonOf } from '#core/errors';
import type { Cluster, ClusterProvider, Run } from '#ring3/cluster/cluster';
import { tryCommand } from '#ring3/cluster/command';
import { holdAlone } from '#ring3/cluster/local/alone';
import { ask } from '#ring3/cluster/local/api-call';
import { removeLeftovers } from '#ring3/cluster/local/leftovers';
import { freePorts, kubernetesPrograms, localEngine } from '#ring3/cluster/local/prerequisites';
import { NODE, type Place, apiserverArgs, controllerManagerArgs, etcdArgs, kubeconfig, kubeletArgs, kubeletConfig, proxyArgs, schedulerArgs } from '#ring3/cluster/local/programs';
import { startProgram } from '#ring3/cluster/local/processes';

const PAUSE = 'ringproof-pause:3.2';
/** A cluster comes up in some 10 s on two free cores. */
const PATIENCE_MS = 120_000;

/**
 * A real Kubernetes on this machine, with the container engine's own images as its registry: control plane, one node, names of services.
 * Linux, as root, one at a time. No CNI: NetworkPolicy is stored and not enforced.
 */
export const localCluster: ClusterProvider = {
  kind: 'local',
  async start(run) {
    const bin = kubernetesPrograms();
    const { endpoint, address, subnet } = await localEngine();
    if ((await tryCommand('etcd', ['--version'])).code !== 0) throw new RingproofError('RP_PREREQUISITE', { tool: 'etcd', what: 'a local cluster', advice: 'On Debian: apt-get install etcd-server.' });
    holdAlone(run.name);
    const place: Place = { folder: run.folder, address, subnet, engine: endpoint, ports: await freePorts(address), pauseImage: PAUSE };
    await loadPause(bin);
    return startAll(run, bin, place);
  },
  remove: removeLeftovers,
};

async function startAll(run: Run, bin: string, place: Place): Promise<Cluster> {
  const { folder, address, ports } = place;
  for (const part of ['logs', 'pki', 'volumes']) mkdirSync(join(folder, part), { recursive: true, mode: 0o711 });
  const token = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'pki/sa.key'), generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'pki/tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const server = `https://${address}:${ports.api}`;
  const certificate = join(folder, 'pki/apiserver.crt');
  writeFileSync(join(folder, 'kubeconfig'), JSON.stringify(kubeconfig(run.name, server, certificate, token)), { mode: 0o600 });
  writeFileSync(join(folder, 'kubelet.json'), JSON.stringify(kubeletConfig(place)));

  const started = new Map<string, ChildProcess>();
  const start = (name: string, program: string, args: string[], env = {}) => void started.set(name, startProgram(run, name, program, args, env));
  const api = (path: string) => ask({ server, certificate, token }, path);
  run.progress.step('cluster: control plane');
  start('etcd', 'etcd', etcdArgs(place));
  start('kube-apiserver', join(bin, 'kube-apiserver'), apiserverArgs(place));
  await until(run, started, 'kube-apiserver', async () => (await api('/readyz')) === 'ok');
  start('kube-controller-manager', join(bin, 'kube-controller-manager'), controllerManagerArgs(place));
  start('kube-scheduler', join(bin, 'kube-scheduler'), schedulerArgs(place));
  start('kubelet', join(bin, 'kubelet'), kubeletArgs(place));
  start('kube-proxy', join(bin, 'kube-proxy'), proxyArgs(place));
  start('dns', process.execPath, [fileURLToPath(new URL(`./dns${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url)), server, address], { NODE_EXTRA_CA_CERTS: certificate, RINGPROOF_TOKEN: token });
  run.progress.step('cluster: node');
  await until(run, started, 'kubelet', async () => /"type":\s*"Ready",\s*"status":\s*"True"|"status":\s*"True"[^}]*"reason":\s*"KubeletReady"/.test(await api(`/api/v1/nodes/${NODE}`)));
  await until(run, started, 'kube-controller-manager', async () => (await api('/api/v1/namespaces/default/serviceaccounts/default')).includes('"secrets"'));
  return {
    kind: 'local', kubeconfig: join(folder, 'kubeconfig'), enforcesNetworkPolicy: false, hostPath: join(folder, 'volumes'),
    load: async () => undefined, // the kubelet uses the very engine that has them
  };
}

/** Waits for a part of the cluster to answer; when it does not, or any part has ended, says what the log says. */
async function until({ name, folder, signal }: Run, started: ReadonlyMap<string, ChildProcess>, program: string, reached: () => Promise<boolean>): Promise<void> {
  const fail = (part: string, what: string): never => {
    throw new RingproofError('RP_CLUSTER_START', { name, reason: `${part} ${what}`, advice: `Its log: ${logEnd(join(folder, 'logs', `${part}.log`))}` });
  };
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (signal.aborted) throw signal.reason as Error;
    // A cluster whose kube-proxy has ended looks Ready, and no service is reached.
    for (const [part, { exitCode }] of started) if (exitCode !== null) fail(part, `ended with ${exitCode}`);
    if (await reached().catch(() => false)) return;
    await sleep(100);
  }
  fail(program, `was not ready within ${PATIENCE_MS / 1000} s`);
}

function logEnd(file: string): string {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    // klog marks what ended the program with an F; a trace of all goroutines follows.
    return (lines.find((line) => /^F\d{4} /.test(line)) ?? lines.slice(-3).join(' | ')).slice(-600);
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

/** Holds a pod's network while its containers come and go; every kubelet needs one. */
async function loadPause(bin: string): Promise<void> {
  if ((await tryCommand('docker', ['image', 'inspect', PAUSE])).code === 0) return;
  const tar = execFileSync('tar', ['-C', bin, '-c', 'pause']);
  execFileSync('docker', ['import', '--change', 'ENTRYPOINT ["/pause"]', '--change', 'USER 65535:65535', '-', PAUSE], { input: tar, stdio: ['pipe', 'ignore', 'inherit'] });
}
