import type { Progress } from '#core/report';

export const CLUSTER_KINDS = ['local', 'kubeconfig', 'k3d', 'kind'] as const;
export type ClusterKind = (typeof CLUSTER_KINDS)[number];

/** One run of Ring 3: everything it makes is called after it. */
export interface Run {
  /** Lower-case letters and digits, unique: `r3-` and eight hex digits. */
  name: string;
  /** Everything of this run on this machine that is a file. Made by whoever starts the cluster, removed with it. */
  folder: string;
  progress: Progress;
  signal: AbortSignal;
}

/** A cluster that answers. */
export interface Cluster {
  kind: ClusterKind;
  /** A kubeconfig file whose current context is this cluster. */
  kubeconfig: string;
  /** Whether its CNI is known to enforce NetworkPolicy; `unknown` is not proven here. */
  enforcesNetworkPolicy: boolean | 'unknown';
  /** Where, on its nodes, volumes of this run may lie. */
  hostPath: string;
  /** Makes images of this machine's container engine known to its nodes. */
  load(images: readonly string[]): Promise<void>;
}

/** A way to get a cluster. `remove` needs nothing but the run's name and folder, so that it works after a crash as well. */
export interface ClusterProvider {
  kind: ClusterKind;
  /** @throws RingproofError RP_PREREQUISITE, RP_CLUSTER_START, RP_CLUSTER_REFUSED, RP_CLUSTER_BUSY */
  start(run: Run): Promise<Cluster>;
  /** Removes all that `start` made, also half of it. Harmless where nothing is left. @throws RingproofError RP_CLUSTER_STAYS */
  remove(run: Pick<Run, 'name' | 'folder'>): Promise<void>;
}

/** What the name of every run looks like. */
export const RUN_NAME = /^r3-[0-9a-f]{8}$/;
