import { sentTo, takenBy } from '#journeys/exchanges';
import { ADA, BEN, MEAN, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** The averaging outlives its lock and is done twice; the second average of a cycle that is over changes nothing. */
export const lockLostInAveraging: Journey = {
  name: 'lock-lost-in-averaging',
  incident: 'no dated one is public; a lock ends after lockDuration and the message comes again (Azure Service Bus, message-transfers-locks-settlement)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(lockLostInAveraging, world, async (w) => {
    const bus = w.need('bus');
    await bus.fault({ fault: 'lock-lost', entity: 'averaging', operation: 'settle', count: 1 });
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, cycles: 2, epochs: 1 });
    await w.until('both cycles end', key, { status: 'FINISHED', cycle: 2 });
    await w.seen('the first cycle was averaged twice, the second once', sentTo('averaged'), 3);
    await w.seen('the backend has taken all three averages', takenBy('backend', 'averaged'), 3);
    w.expect('averaged is empty', true, await bus.emptied('averaged', 10_000));
    await w.until('no cycle is counted twice', key, { status: 'FINISHED', cycle: 2, flops: 2 * (ADA.flops + BEN.flops), accuracy: 0.6875 });
    w.expect('the average is whole', { tensors: MEAN }, await weightsOf(w, headers, key));
  }),
};
