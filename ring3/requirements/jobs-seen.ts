import type { JsonObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import type { Result } from '#core/report';
import { checkManifest } from '#core/requirement/manifest';
import { trainingPodJob } from '#contracts/deployment/training-pod-job';
import type { Values } from '#ring3/double/settings';
import type { Kube } from '#ring3/kubernetes/client';
import { withEmptyValues } from '#ring3/requirements/empty-values';
import { follow } from '#ring3/kubernetes/wait';

export interface JobsSeen {
  /** Every training Job as it first came, by name. */
  jobs: ReadonlyMap<string, JsonObject>;
  /** Resolves true when every Job seen so far is gone, false after `ms`. */
  allGone(ms: number): Promise<boolean>;
  stop(): void;
}

/** Watches training Jobs from now on: they are gone half a minute after their end, and who looks later sees none. */
export async function watchJobs(kube: Kube, namespace: string): Promise<JobsSeen> {
  const jobs = new Map<string, JsonObject>();
  const present = new Set<string>();
  const waiting = new Set<() => void>();
  const { stop } = await follow<JsonObject & { metadata: { name: string } }>(kube, `/apis/batch/v1/namespaces/${namespace}/jobs`, { labelSelector: 'app=client' }, ({ type, object }) => {
    const { name } = object.metadata;
    // A watch leaves out what is the same for the whole collection.
    if (!jobs.has(name)) jobs.set(name, { kind: 'Job', ...object });
    if (type === 'DELETED') present.delete(name);
    else present.add(name);
    for (const look of waiting) look();
  });
  const allGone = (ms: number) => new Promise<boolean>((resolve) => {
    const end = (gone: boolean) => { clearTimeout(timer); waiting.delete(look); resolve(gone); };
    const look = () => { if (present.size === 0) end(true); };
    const timer = setTimeout(() => end(false), ms);
    waiting.add(look);
    look();
  });
  return { jobs, allGone, stop };
}

/** Every training Job of the run held to its contract; none at all proves nothing. */
export function jobResults(jobs: ReadonlyMap<string, JsonObject>, values: Values): Result {
  const pullSecret = values.env.IMAGE_PULL_SECRET_NAME;
  const contract = trainingPodJob({ category: 'tabular_classification', routed: values.egressProxy.routeWorkloads, cpuOnly: values.env.GPU_LIMITS === '', ...(pullSecret !== undefined && { pullSecret }) });
  const mismatches: Mismatch[] = [...jobs.values()].flatMap((job) => checkManifest(contract, withEmptyValues(job)));
  const details = { jobs: jobs.size, requirements: contract.requirements.length, summary: `${jobs.size} Job(s), ${contract.requirements.length} requirements each` };
  if (jobs.size === 0) return { name: 'training pod Job', group: 'requirements', outcome: 'inconclusive', reason: 'no training Job came', details };
  return { name: 'training pod Job', group: 'requirements', outcome: mismatches.length > 0 ? 'failed' : 'passed', mismatches, details };
}
