import { isAnswer } from '#journeys/exchanges';
import { ADA, BEN, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [{ ...ADA, behaviour: 'forged-edge', forgedEdge: BEN.edge }, BEN];
const STRANGER = 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee';

/** A pod cannot report in the name of another edge, nor can somebody with the bus' shared key for an edge that takes no part. */
export const forgedEdge: Journey = {
  name: 'forged-edge',
  incident: "tracebloc/client docs/SECURITY.md 8.1 (open, undated): the bus' connection string is the same for all, so any edge can forge another's message",
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(forgedEdge, world, async (w) => {
    const [programs, bus] = [w.need('programs'), w.need('bus')];
    const standing = programs.hold({ edge: BEN.edge, before: 'POST /experiments/' });
    const key = await start(w, await logIn(w, participants), { participants, epochs: 1 });
    const ben = await standing;
    const answers = isAnswer('training-pod', 'requests-proxy');
    await w.seen('the forged report is answered', answers);
    w.expect('a report in the name of another edge is refused', [403], world.exchanges().filter(answers).map((one) => (one.kind === 'http' ? one.response.status : 0)));
    w.expect('the pod that forged it has failed', { reason: 'PodFailed' }, { ...(await bus.deadLetters('training', 1))[0] });
    await bus.send('experiments', { experimentKey: key, edge: STRANGER, cycle: 1, epoch: 1, metrics: { loss: 0, accuracy: 1 } });
    w.expect('a message for an edge that takes no part is put aside', { reason: 'Implausible', description: `${STRANGER} does not take part in ${key}` }, { ...(await bus.deadLetters('experiments', 1))[0] });
    ben.resume();
    await w.until('the other edge has its own epoch only', key, { participants: [{ edge: ADA.edge, lastEpoch: 0, uploaded: false }, { edge: BEN.edge, lastEpoch: 1 }] }, () => false);
  }),
};
