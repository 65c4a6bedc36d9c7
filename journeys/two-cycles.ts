import type { Exchange } from '#core/exchange';
import { type Json, isObject } from '#core/json';
import { ADA, BEN, MEAN, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** What pods were given to start from. */
const downloads = (exchanges: readonly Exchange[]): Json[] => exchanges.flatMap((one) => {
  if (one.kind !== 'http' || one.from !== 'training-pod' || one.request.method !== 'GET' || !one.request.path.endsWith('/weights/')) return [];
  const body = JSON.parse(one.response.body) as Json;
  return isObject(body) ? [{ cycle: body['cycle'] ?? null, tensors: body['tensors'] ?? null }] : [];
});

/** Two participants are averaged, the average is stored, and the second cycle starts from it. */
export const twoCycles: Journey = {
  name: 'two-cycles',
  incident: 'no dated one is public; the promise: "averages 2 participants\' weights, writes to" the store (the epic, Ring 2), from which the next cycle starts (tracebloc/cli docs/rfcs/0003 3.1)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(twoCycles, world, async (w) => {
    const headers = await logIn(w, participants);
    const key = await start(w, headers, { participants, cycles: 2, epochs: 1 });
    await w.until('both cycles end', key, { status: 'FINISHED', cycle: 2, flops: 2 * (ADA.flops + BEN.flops) });
    w.expect('the mean is what is stored', { tensors: MEAN }, await weightsOf(w, headers, key));
    const given = downloads(world.exchanges());
    w.expect('the second cycle starts from the mean of the first', [{ cycle: 2, tensors: MEAN }, { cycle: 2, tensors: MEAN }], given.filter((one) => isObject(one) && one['cycle'] === 2));
  }),
};
