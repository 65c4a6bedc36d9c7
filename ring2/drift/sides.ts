import { RingproofError } from '#core/errors';
import { gapOf, known } from '#ring2/drift/capabilities';
import { type Performance, type Recording, reasonWhy, record, stageRequest } from '#ring2/drift/play';
import type { Capability } from '#ring2/drift/scenario';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';
import type { Side } from '#ring2/drift/verdict';

/** A target that was opened, or why it was not. */
export interface OpenSide {
  target: DriftTarget;
  session?: TargetSession;
  /** Why there is no session. */
  reason?: string;
}

/** @throws RingproofError `RP_PREREQUISITE` when a driver is not installed; then none is open */
export async function openAll(targets: readonly DriftTarget[], performances: readonly Performance[], runs: number, signal?: AbortSignal): Promise<OpenSide[]> {
  const everyRun = Array.from({ length: runs }, (_, index) => index + 1);
  const requests = performances.flatMap((performance) => everyRun.map((run) => stageRequest(performance, run)));
  const opened = await Promise.all(targets.map(async (target): Promise<OpenSide | RingproofError> => {
    try {
      const session = await target.open(requests, signal);
      return { target: session.product ? known(target, session.product) : target, session };
    } catch (error) {
      // What is missing here says nothing about a target: one error, not one for each scenario.
      if (error instanceof RingproofError && error.code === 'RP_PREREQUISITE') return error;
      return { target, reason: reasonWhy(target, error) };
    }
  }));
  const missing = opened.find((side) => side instanceof RingproofError);
  const sides = opened.filter((side): side is OpenSide => !(side instanceof RingproofError));
  if (!missing) return sides;
  await closeAll(sides);
  throw missing;
}

export async function closeAll(sides: readonly OpenSide[]): Promise<void> {
  await Promise.all(sides.map(async ({ session }) => session?.close()));
}

/** What one side shows of a scenario, run by run; or why it could not be asked. */
export async function ask({ target, session, reason }: OpenSide, performance: Performance, runs: number, signal?: AbortSignal): Promise<Side> {
  const gap = performance.scenario.needs.find((need) => target.lacks.includes(need));
  const recording = async (): Promise<Recording> => {
    if (signal?.aborted) return { reason: 'interrupted' };
    if (gap) return gapRecording(target, gap);
    return session ? record(target, session, performance, runs) : { reason: reason ?? 'the target is not open' };
  };
  return { target, recording: await recording() };
}

/** The reason is what the manifest says, when it knows the gap. */
function gapRecording(target: DriftTarget, capability: Capability): Recording {
  const gap = gapOf(target, capability);
  return { reason: `capability gap: ${target.name} lacks ${capability}${gap.reason && ` (${gap.reason})`}`, gap };
}
