import { ADA, BEN, SAMPLE_WEIGHTED, leaderboard, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];
/** (100·0.5 + 300·0.75) / 400 */
const ACCURACY = 0.6875;

/** An experiment's one cycle with two participants, from the data scientist's login to the leaderboard. */
export const oneCycle: Journey = {
  name: 'one-cycle',
  incident: "client#196's symptom (2026-06-04): no epoch result arrives through the requests-proxy, and the experiment never ends its cycle; the NetworkPolicy that caused it itself needs Ring 3",
  needs: { participants, averagingRule: 'sample-weighted' },
  run: (world) => walk(oneCycle, world, async (w) => {
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, name: 'one-cycle' });

    await w.until('both pods report their epochs through the requests-proxy and the bus', key, { participants: participants.map(({ edge }) => ({ edge, lastEpoch: 2 })) });
    await w.until('the FLOPs of both pods arrive', key, { flops: 4_000_000 });
    await w.until('the averaged weights end the cycle', key, { status: 'FINISHED' });

    w.expect('the state of the experiment', { experiment_key: key, status_display: 'Completed' }, await w.call('sdk', 'the state of the experiment', 200, `/experiment-status/${key}/`, { headers }));
    w.expect('the averaged weights are the golden ones', { tensors: SAMPLE_WEIGHTED }, await weightsOf(w, headers, key));
    w.expect('the leaderboard shows the cycle', { results: [{ rank: 1, experimentKey: key, name: 'one-cycle', cycle: 1, accuracy: ACCURACY }] }, await leaderboard(w, headers));
  }),
};
