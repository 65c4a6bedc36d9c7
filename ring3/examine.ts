import { reasonOf } from '#core/errors';
import type { Result } from '#core/report';
import { type InstallOptions, install, newEdge } from '#ring3/double/install';
import { rung0 } from '#ring3/ladder/rung-0';
import { rung1 } from '#ring3/ladder/rung-1';
import type { Rung, Site } from '#ring3/ladder/rung';
import { jobResults, watchJobs } from '#ring3/requirements/jobs-seen';
import { liveRequirements } from '#ring3/requirements/live';
import type { Session } from '#ring3/session';

export const LADDER: readonly Rung[] = [rung0, rung1];
/** `ttlSecondsAfterFinished` is 30; the controller looks when the time is up. */
const GONE_MS = 60_000;

export interface ExamineOptions extends InstallOptions {
  /** The highest rung. */
  rung: number;
  /** What the backend calls the edge, from 1; a number of its own for every edge of a session. */
  number: number;
  /** Waits to see finished Jobs go. */
  untilGone: boolean;
}

/** Installs one edge and examines it: the ladder from the bottom until a rung breaks, then everything that must hold of what is there. */
export async function examine(session: Session, options: ExamineOptions): Promise<Result[]> {
  const { run, cluster, kube, cloud, timeline } = session;
  const edge = newEdge(run, cluster, options);
  const prefix = options.suffix === undefined ? '' : `${options.suffix}: `;
  const username = options.clientId === undefined ? edge.clientId : newEdge(run, cluster, { stub: options.stub }).clientId;
  await cloud.given({ name: 'an edge device', params: { id: 1000 + options.number, username, password: edge.clientPassword, name: edge.release, namespace: edge.release, clusterId: null, accountId: 1 } });
  const installed = await timeline.stage(`${prefix}installer`, () => install(run, cluster, edge, options));
  const site: Site = { run, cluster, kube, cloud, installed };
  const watched = await watchJobs(kube, edge.release);
  try {
    const results = await climb(site, timeline.stage, prefix, options.rung);
    results.push(...(await timeline.stage(`${prefix}requirements`, () => liveRequirements(site))));
    if (options.rung >= 1) results.push(jobResults(watched.jobs, installed.values));
    if (options.untilGone) results.push(await timeline.stage(`${prefix}finished Jobs go`, () => jobsGo(watched)));
    return results;
  } finally {
    watched.stop();
  }
}

async function climb(site: Site, stage: Session['timeline']['stage'], prefix: string, highest: number): Promise<Result[]> {
  const results: Result[] = [];
  for (const rung of LADDER.filter(({ number }) => number <= highest)) {
    const name = `rung ${rung.number}: ${rung.name}`;
    const broken = results.find(({ outcome }) => outcome !== 'passed');
    if (broken) {
      results.push({ name, group: 'ladder', outcome: 'inconclusive', reason: `not tried: ${broken.name} did not hold` });
      continue;
    }
    const { outcome, steps } = await stage(`${prefix}${name}`, () => rung.climb(site));
    results.push({ name, group: 'ladder', ...outcome, details: { incidents: [...rung.incidents], steps: steps.map((step) => ({ ...step })), summary: `${steps.length} steps; ${rung.incidents.join('; ')}` } });
  }
  return results;
}

async function jobsGo(watched: Awaited<ReturnType<typeof watchJobs>>): Promise<Result> {
  const name = 'a finished training Job goes by itself';
  if (watched.jobs.size === 0) return { name, group: 'requirements', outcome: 'inconclusive', reason: 'no training Job came' };
  if (await watched.allGone(GONE_MS)) return { name, group: 'requirements', outcome: 'passed', details: { summary: `${watched.jobs.size} Job(s) seen to come and go` } };
  const mismatch = { code: 'requirement', contract: 'training pod Job', interaction: 'a finished Job is gone after 30 s', path: '$.spec.ttlSecondsAfterFinished', expected: 'gone', actual: `there after ${GONE_MS / 1000} s`, advice: 'The TTL controller is off before Kubernetes 1.21.' } as const;
  return { name, group: 'requirements', outcome: 'failed', mismatches: [mismatch] };
}

/** What a thrown error says of a run that could not be finished: never a pass. */
export const cutShort = (thrown: unknown): Result => ({ name: 'the run', group: 'ladder', outcome: 'inconclusive', reason: reasonOf(thrown) });
