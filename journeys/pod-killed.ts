import { ADA, BEN, MEAN, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** A pod that is deleted in the middle of its cycle is replaced, and what both of them reported counts once. */
export const podKilled: Journey = {
  name: 'pod-killed',
  incident: 'the class of backend#2053 (undated): a pod was evicted in the middle of its work; the epic\'s Ring 3 scenario 3, "multi-cycle with mid-cycle pod kill recovery"',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(podKilled, world, async (w) => {
    const programs = w.need('programs');
    const standing = programs.hold({ edge: ADA.edge, before: 'POST /experiments/', nth: 2 });
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, cycles: 2 });
    const pod = await standing;
    await w.until('its first epoch has arrived', key, { participants: [{ edge: ADA.edge, lastEpoch: 1 }, { edge: BEN.edge }] });
    pod.kill();
    await w.until('both cycles end, with everything counted once', key, { status: 'FINISHED', cycle: 2, flops: 2 * (ADA.flops + BEN.flops), accuracy: 0.6875 });
    w.expect('the average is whole', { tensors: MEAN }, await weightsOf(w, headers, key));
  }),
};
