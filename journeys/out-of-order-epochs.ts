import type { JsonObject } from '#core/json';
import { takenBy } from '#journeys/exchanges';
import { ADA, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA];

/** Epochs may overtake one another: the latest counts, whenever it arrives, and none of a cycle that has not begun. */
export const outOfOrderEpochs: Journey = {
  name: 'out-of-order-epochs',
  incident: 'no dated one is public; queues without sessions promise no order among several receivers (Azure Service Bus, message-sessions)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(outOfOrderEpochs, world, async (w) => {
    const [programs, bus] = [w.need('programs'), w.need('bus')];
    const standing = programs.hold({ edge: ADA.edge, before: 'POST /experiments/' });
    const key = await start(w, await logIn(w, participants), { participants, epochs: 3 });
    const pod = await standing;
    const epoch = (n: number, accuracy: number, cycle = 1): JsonObject => ({ experimentKey: key, edge: ADA.edge, cycle, epoch: n, metrics: { loss: 1 - accuracy, accuracy } });
    await bus.send('experiments', epoch(3, 0.9));
    await w.until('the third epoch comes first', key, { status: 'RUNNING', participants: [{ edge: ADA.edge, lastEpoch: 3 }] });
    for (const late of [epoch(1, 0.1), epoch(2, 0.2)]) await bus.send('experiments', late);
    await bus.send('experiments', epoch(1, 0.3, 2));
    const [dead] = await bus.deadLetters('experiments', 1);
    w.expect('an epoch of a cycle that has not begun is put aside', { reason: 'Implausible', description: `cycle 2 of ${key} has not begun` }, { ...dead });
    await w.seen('all four were taken', takenBy('backend', 'experiments'), 4);
    await w.until('the third one still counts', key, { participants: [{ edge: ADA.edge, lastEpoch: 3 }] });
    pod.resume();
    await w.until('the cycle ends with the accuracy of its last epoch, not of its last message', key, { status: 'FINISHED', accuracy: ADA.accuracy, participants: [{ edge: ADA.edge, lastEpoch: 3 }] });
  }),
};
