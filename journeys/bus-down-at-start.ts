import { ADA, BEN, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA, BEN];

/** Services that start while the bus is out of reach find it once it is back, without anybody's hand. */
export const busDownAtStart: Journey = {
  name: 'bus-down-at-start',
  incident: 'the known symptom "NoneType Service Bus connection error after a Docker restart; restart jobs-manager" (tracebloc/docs environment-setup/troubleshooting, undated)',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(busDownAtStart, world, async (w) => {
    const [parts, bus] = [w.need('parts'), w.need('bus')];
    for (const service of ['jobs-manager', 'averaging-service'] as const) await parts.stop(service);
    const outage = await bus.cut();
    for (const service of ['averaging-service', 'jobs-manager'] as const) await parts.start(service);
    await outage.knocked;
    await outage.mend();
    const key = await start(w, await logIn(w, participants), { participants, epochs: 1 });
    await w.until('the cycle ends although the services came before the bus', key, { status: 'FINISHED' });
  }),
};
