import { sentTo } from '#journeys/exchanges';
import { ADA, BEN, MEAN, logIn, start, weightsOf } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];
const NAMES = ['first', 'second', 'third'];
/** Two locks and more: what waits does not grow old. */
const LONG_MS = 150_000;

/** An averaging-service that is away lets work pile up; when it is back it does all of it, each once. */
export const slowConsumer: Journey = {
  name: 'slow-consumer',
  incident: "backend#1723's symptom (undated): a service in a crash loop took nothing from the bus, and experiments waited",
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(slowConsumer, world, async (w) => {
    const [parts, clock] = [w.need('parts'), w.need('clock')];
    await parts.stop('averaging-service');
    const headers = await logIn(w, participants);
    const keys = [];
    for (const name of NAMES) keys.push(await start(w, headers, { participants, name, epochs: 1 }));
    await w.seen('three cycles wait to be averaged', sentTo('averaging'), NAMES.length);
    for (const key of keys) await w.until('none has ended', key, { status: 'RUNNING', participants: participants.map(({ edge }) => ({ edge, uploaded: true, lastEpoch: 1 })) });
    await clock.turn(LONG_MS);
    await parts.start('averaging-service');
    for (const key of keys) {
      await w.until('every cycle ends', key, { status: 'FINISHED' });
      w.expect('with its average', { tensors: MEAN }, await weightsOf(w, headers, key));
    }
    w.expect('each was averaged once', NAMES.length, world.exchanges().filter(sentTo('averaged')).length);
  }),
};
