import { loadContract } from '#contracts/load';
import type { RunPod } from '#emulators/platform/jobs-manager/jobs-manager';
import type { JourneyParticipant } from '#journeys/world';
import type { Holds } from '#ring2/world/holds';
import { runTrainingPod } from '#stubs/training-pod/training-pod';

/** A Job's default `backoffLimit`. @see https://kubernetes.io/docs/concepts/workloads/controllers/job/ */
const MOST_PODS = 6;

/**
 * Runs stub training pods as functions, each as its participant is told to. As a Job of Kubernetes does, a pod that was killed is
 * replaced by another; one that failed is not (that the platform's Jobs leave `backoffLimit` so is assumed: it has no public source).
 */
export function podRunner(participants: readonly JourneyParticipant[], holds: Holds, wrong?: string): RunPod {
  const contracts = Promise.all([loadContract('training-pod--backend'), loadContract('training-pod--requests-proxy')]);
  return async ({ env }) => {
    const [backend, requestsProxy] = await contracts;
    const participant = participants.find(({ edge }) => edge === env['EDGE_ID']);
    const told = participant && {
      STUB_WEIGHTS: JSON.stringify(participant.weights), STUB_ACCURACY: String(participant.accuracy), STUB_FLOPS: String(participant.flops),
      STUB_FORGED_EDGE: participant.forgedEdge, STUB_BEHAVIOUR: wrong ?? participant.behaviour ?? 'honest',
    };
    for (let pod = 1; ; pod++) {
      const run = holds.run(env['EDGE_ID'] ?? '');
      const { exitCode, log } = await runTrainingPod({ env: { ...env, ...told }, contracts: { backend, requestsProxy }, fetch: run.fetch });
      if (!run.killed() || pod >= MOST_PODS) return { exitCode, output: log.join('\n') };
    }
  };
}
