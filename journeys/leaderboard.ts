import { ADA, BEN, leaderboard as rows, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** The leaderboard keeps the best finished cycle of an account (or team), and shows none that still runs. */
export const leaderboard: Journey = {
  name: 'leaderboard',
  incident: 'no dated one is public; the promise: "backend leaderboard reflects the cycle" (the epic, Ring 2)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(leaderboard, world, async (w) => {
    const programs = w.need('programs');
    const headers = await logIn(w, participants);
    const worse = await start(w, headers, { participants: [ADA], name: 'worse', epochs: 1 });
    await w.until('the first experiment ends', worse, { status: 'FINISHED' });
    w.expect('it is alone', { results: [{ rank: 1, experimentKey: worse, accuracy: ADA.accuracy }] }, await rows(w, headers));
    const standing = programs.hold({ edge: BEN.edge, before: 'POST /flops/' });
    const better = await start(w, headers, { participants: [BEN], name: 'better', epochs: 1 });
    const pod = await standing;
    w.expect('one that runs is not shown', { results: [{ rank: 1, experimentKey: worse }] }, await rows(w, headers));
    pod.resume();
    await w.until('the second experiment ends', better, { status: 'FINISHED' });
    w.expect('the better one takes its place', { results: [{ rank: 1, experimentKey: better, accuracy: BEN.accuracy }] }, await rows(w, headers));
  }),
};
