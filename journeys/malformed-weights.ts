import { string } from '#core/matchers';
import { ADA, BEN, leaderboard, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [{ ...ADA, behaviour: 'nan-weights' }, BEN];

/** Weights that are no numbers are dead-lettered with the reason, and the cycle does not end as if they were. */
export const malformedWeights: Journey = {
  name: 'malformed-weights',
  incident: 'the class of backend#946 (undated): weights are taken as they come; the epic\'s failure path "stub sends malformed weights"',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(malformedWeights, world, async (w) => {
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants });
    const [dead] = await w.need('bus').deadLetters('averaging', 1);
    w.expect('the dead letter names edge, tensor and place', { reason: 'NotFinite', description: `${ADA.edge} has NaN in layer.weight at 0`, body: { experimentKey: key, cycle: 1 } }, { ...dead });
    await w.until('the cycle is still open', key, { status: 'RUNNING', cycle: 1, accuracy: null });
    w.expect('nothing is on the leaderboard', { results: [] }, await leaderboard(w, headers));
    w.expect('its state is told', { status_display: string('Running') }, await w.call('sdk', 'the state of the experiment', 200, `/experiment-status/${key}/`, { headers }));
  }),
};
