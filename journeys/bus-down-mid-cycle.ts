import { ADA, BEN, MEAN, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** A short outage of the bus in the middle of a cycle costs time and nothing else. */
export const busDownMidCycle: Journey = {
  name: 'bus-down-mid-cycle',
  incident: 'no dated one is public; the epic\'s own failure path "SB unreachable" (Ring 2)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(busDownMidCycle, world, async (w) => {
    const [programs, bus] = [w.need('programs'), w.need('bus')];
    const standing = participants.map(({ edge }) => programs.hold({ edge, before: 'POST /experiments/', nth: 2 }));
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants });
    const pods = await Promise.all(standing);
    const outage = await bus.cut();
    for (const pod of pods) pod.resume();
    await outage.knocked;
    await outage.mend();
    await w.until('the cycle ends after the outage, with every epoch and the FLOPs counted once', key, {
      status: 'FINISHED', flops: ADA.flops + BEN.flops, participants: participants.map(({ edge }) => ({ edge, lastEpoch: 2 })),
    });
    w.expect('the average is whole', { tensors: MEAN }, await weightsOf(w, headers, key));
  }),
};
