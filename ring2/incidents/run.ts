import { availableParallelism } from 'node:os';
import { inPool } from '#core/pool';
import type { Progress } from '#core/report';
import { INCIDENTS } from '#ring2/incidents/all';
import { type Caught, tryIncident } from '#ring2/incidents/incident';

/** Tries every incident, as many at once as there are cores. An interruption leaves the rest uncaught. */
export async function runIncidents({ progress, signal }: { progress: Progress; signal: AbortSignal }): Promise<Caught[]> {
  let done = 0;
  return inPool(availableParallelism(), INCIDENTS, async (incident) => {
    if (signal.aborted) return { incident, caught: false, message: 'Interrupted before it was tried.' };
    const tried = await tryIncident(incident);
    progress.step('putting incidents back in', ++done, INCIDENTS.length);
    return tried;
  });
}
