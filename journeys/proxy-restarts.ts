import { answered } from '#journeys/exchanges';
import { ADA, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA];

/** A pod's token is good at whichever requests-proxy stands there: it is signed, not kept in somebody's memory. */
export const proxyRestarts: Journey = {
  name: 'proxy-restarts',
  incident: "client-runtime#79 (client#205, 2026-06-04): pod tokens were kept in a table that went while the pods lived, and they got 401 in the middle of their run",
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(proxyRestarts, world, async (w) => {
    const [programs, parts] = [w.need('programs'), w.need('parts')];
    const standing = programs.hold({ edge: ADA.edge, before: 'POST /experiments/', nth: 2 });
    const key = await start(w, await logIn(w, participants), { participants });
    const pod = await standing;
    await w.seen('its first report was taken', answered('training-pod', 'requests-proxy', '/experiments/', 202));
    await parts.stop('requests-proxy');
    await parts.start('requests-proxy');
    pod.resume();
    await w.until('the same token is good at the new requests-proxy', key, { status: 'FINISHED', flops: ADA.flops });
  }),
};
