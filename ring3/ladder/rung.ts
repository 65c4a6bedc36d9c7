import type { Outcome } from '#core/outcome';
import type { JourneyStep } from '#journeys/world';
import type { Cluster, Run } from '#ring3/cluster/cluster';
import type { Cloud } from '#ring3/double/cloud';
import type { Installed } from '#ring3/double/install';
import type { Kube } from '#ring3/kubernetes/client';

/** What a rung stands on: a cluster, the double's cloud in it, one installed edge. */
export interface Site {
  run: Run;
  cluster: Cluster;
  kube: Kube;
  cloud: Cloud;
  installed: Installed;
}

export interface Climbed {
  outcome: Outcome;
  steps: JourneyStep[];
}

/** One step of the ladder: what must work before the next is worth trying. */
export interface Rung {
  number: number;
  name: string;
  /** Dated failures of the platform that this rung would have shown. */
  incidents: readonly string[];
  climb(site: Site): Promise<Climbed>;
}
