import { ADA, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA];

/** The smallest cycle: one pod that only pretends to train posts its epochs and its weights, and the backend marks the cycle done. */
export const simulatedCycle: Journey = {
  name: 'simulated-cycle',
  incident: "backend#1876's symptom (2026-08-13): an experiment that the backend shows as RUNNING while nothing comes of it",
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(simulatedCycle, world, async (w) => {
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, epochs: 1 });
    await w.until('the backend marks the cycle done', key, { status: 'FINISHED', cycle: 1, flops: ADA.flops, accuracy: ADA.accuracy, participants: [{ edge: ADA.edge, lastEpoch: 1, uploaded: true }] });
    w.expect('the average of one is that one', { tensors: ADA.weights.map((tensor) => ({ ...tensor })) }, await weightsOf(w, headers, key));
  }),
};
