import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '#core/report';
import type { Cluster, ClusterProvider, Run } from '#ring3/cluster/cluster';
import { noteCreating, noteGone } from '#ring3/cluster/ledger';
import { type Cloud, deployCloud } from '#ring3/double/cloud';
import { buildImages } from '#ring3/double/images';
import { type Kube, connect } from '#ring3/kubernetes/client';
import { type Timeline, createTimeline } from '#ring3/timeline';

export interface SessionOptions {
  provider: ClusterProvider;
  ledgerFile: string;
  baseImage: string;
  progress: Progress;
  signal: AbortSignal;
  /** Milliseconds since the epoch, for the ledger. */
  now: number;
  /** Leaves the cluster, for somebody to look around. */
  keep?: boolean;
}

/** A cluster with the double's cloud in it, ready for edges. */
export interface Session {
  run: Run;
  cluster: Cluster;
  kube: Kube;
  cloud: Cloud;
  timeline: Timeline;
  /** Removes everything, unless it is to be kept. @throws RingproofError RP_CLUSTER_STAYS */
  close(): Promise<void>;
}

/** Starts a cluster and the double's cloud; what fails half-way is removed. @throws RingproofError of the provider, RP_COMMAND_FAILED, RP_CLUSTER_START */
export async function openSession({ provider, ledgerFile, baseImage, progress, signal, now, keep = false }: SessionOptions): Promise<Session> {
  const name = `r3-${randomBytes(4).toString('hex')}`;
  const run: Run = { name, folder: join(tmpdir(), `ringproof-${name}`), progress, signal };
  const timeline = createTimeline(progress);
  noteCreating(ledgerFile, { name, kind: provider.kind, folder: run.folder }, now);
  mkdirSync(run.folder, { mode: 0o711 });
  const remove = async () => {
    await provider.remove(run);
    rmSync(run.folder, { recursive: true, force: true });
    noteGone(ledgerFile, name);
  };
  try {
    // Both need the engine and little of each other.
    const [cluster, images] = await Promise.all([timeline.stage('cluster', () => provider.start(run)), timeline.stage('images', () => buildImages(baseImage, run.folder, signal))]);
    await timeline.stage('images to nodes', () => cluster.load(images));
    const kube = await connect({ kubeconfig: cluster.kubeconfig });
    const cloud = await timeline.stage("the double's cloud", () => deployCloud(run, kube));
    return {
      run, cluster, kube, cloud, timeline,
      async close() {
        await cloud.close();
        if (!keep) await timeline.stage('removed', remove);
      },
    };
  } catch (thrown) {
    // What is running here may still be at work; it ends with what it works on.
    await remove();
    throw thrown;
  }
}
