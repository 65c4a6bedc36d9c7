import { ADA, BEN, MEAN, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];
/** Longer than a lock lasts. */
const A_LOCK_MS = 61_000;

/** The connection ends just when a message is to be completed: whether it comes again or not, it counts once and does not stay. */
export const busLostOnSettle: Journey = {
  name: 'bus-lost-on-settle',
  incident: 'no dated one is public; peek-lock promises at-least-once delivery only (Azure Service Bus, message-transfers-locks-settlement)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(busLostOnSettle, world, async (w) => {
    const [bus, clock] = [w.need('bus'), w.need('clock')];
    for (const entity of ['averaging', 'flops', 'averaged']) await bus.fault({ fault: 'drop-connection', entity, operation: 'settle', count: 1 });
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, cycles: 2, epochs: 1 });
    await w.until('the first cycle ends', key, { cycle: 2 });
    await clock.turn(A_LOCK_MS);
    await w.until('both cycles end, with the FLOPs counted once', key, { status: 'FINISHED', cycle: 2, flops: 2 * (ADA.flops + BEN.flops) });
    await clock.turn(A_LOCK_MS);
    const left = [];
    for (const entity of ['averaging', 'flops', 'averaged']) if (!(await bus.emptied(entity, 10_000))) left.push(entity);
    w.expect('nothing stays on the bus', [], left);
    w.expect('the average is whole', { tensors: MEAN }, await weightsOf(w, headers, key));
  }),
};
