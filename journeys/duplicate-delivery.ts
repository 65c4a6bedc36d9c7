import { answered, takenBy } from '#journeys/exchanges';
import { ADA, BEN, MEAN, leaderboard, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** Reports that come twice count once: the bus delivers at least once. */
export const duplicateDelivery: Journey = {
  name: 'duplicate-delivery',
  incident: 'no dated one is public; peek-lock promises at-least-once delivery only (Azure Service Bus, message-transfers-locks-settlement)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(duplicateDelivery, world, async (w) => {
    const bus = w.need('bus');
    for (const entity of ['flops', 'experiments', 'averaged']) await bus.fault({ fault: 'lock-lost', entity, operation: 'settle', count: 1 });
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, epochs: 1 });
    await w.until('the cycle ends', key, { status: 'FINISHED' });
    for (const [entity, once] of [['flops', 2], ['experiments', 2], ['averaged', 1]] as const) await w.seen(`one message of ${entity} comes twice`, takenBy('backend', entity), once + 1);
    // A report that nobody waits for any more comes as well: the pod had posted it twice.
    await bus.send('flops', { experimentKey: key, edge: ADA.edge, cycle: 1, flops: ADA.flops });
    await w.seen('it is taken', takenBy('backend', 'flops'), 4);
    for (const entity of ['flops', 'experiments', 'averaged']) w.expect(`${entity} is empty`, true, await bus.emptied(entity, 10_000));
    await w.until('FLOPs and epochs are counted once', key, { status: 'FINISHED', cycle: 1, flops: ADA.flops + BEN.flops, participants: participants.map(({ edge }) => ({ edge, lastEpoch: 1 })) });
    w.expect('the average is whole', { tensors: MEAN }, await weightsOf(w, headers, key));
    w.expect('the leaderboard has one row', { results: [{ rank: 1, experimentKey: key, accuracy: 0.6875 }] }, await leaderboard(w, headers));
    w.expect('nothing was refused', [], world.exchanges().filter(answered('training-pod', 'requests-proxy', '/', 401)) as unknown as []);
  }),
};
