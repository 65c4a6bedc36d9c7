import { answered } from '#journeys/exchanges';
import { ADA, BEN, MEAN, leaderboard, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** The backend goes away in the middle of a cycle and comes back with what it had stored; reports wait for it on the bus. */
export const backendRestarts: Journey = {
  name: 'backend-restarts',
  incident: 'no dated one is public; the class of backend#1779 (2026-08-13), four restarts in 72 s that looked like a rollout',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(backendRestarts, world, async (w) => {
    const [programs, parts] = [w.need('programs'), w.need('parts')];
    const standing = participants.flatMap(({ edge }) => [programs.hold({ edge, before: 'POST /experiments/' }), programs.hold({ edge, before: 'POST /flops/' })]);
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, epochs: 1 });
    const [adasEpoch, adasFlops, bensEpoch, bensFlops] = standing;
    const epochs = await Promise.all([adasEpoch, bensEpoch]);
    await parts.stop('backend');
    for (const pod of epochs) pod?.resume();
    await w.seen('reports are taken without the backend', answered('training-pod', 'requests-proxy', '/experiments/', 202), 2);
    const flops = await Promise.all([adasFlops, bensFlops]);
    await parts.start('backend');
    await w.until('they were waiting on the bus', key, { status: 'RUNNING', participants: participants.map(({ edge }) => ({ edge, lastEpoch: 1 })) });
    for (const pod of flops) pod?.resume();
    await w.until('the cycle ends', key, { status: 'FINISHED', flops: ADA.flops + BEN.flops });
    w.expect('the session from before is still good, and the average whole', { tensors: MEAN }, await weightsOf(w, headers, key));
    w.expect('the leaderboard shows the cycle', { results: [{ rank: 1, experimentKey: key }] }, await leaderboard(w, headers));
  }),
};
