import { answered } from '#journeys/exchanges';
import { ADA, logIn, start } from '#journeys/experiment';
import { walk } from '#journeys/walk';
import type { Journey } from '#journeys/world';

const participants = [ADA];
/** `POD_TOKEN_TTL_SECONDS` of the chart. */
const SEVEN_DAYS_MS = 604_800_000;
const MINUTE_MS = 60_000;

/** A pod's token is good for seven days and not a moment longer; the pod that outlived it is replaced by one with a fresh token. */
export const podTokenExpires: Journey = {
  name: 'pod-token-expires',
  incident: 'client-runtime#79 (client#205, 2026-06-04): a pod\'s token ended while the pod was alive, and it got 401 in the middle of its run',
  needs: { participants, averagingRule: 'mean' },
  run: (world) => walk(podTokenExpires, world, async (w) => {
    const [programs, clock] = [w.need('programs'), w.need('clock')];
    const standing = [2, 3].map((nth) => programs.hold({ edge: ADA.edge, before: 'POST /experiments/', nth }));
    const key = await start(w, await logIn(w, participants), { participants, epochs: 3 });
    const before = await standing[0];
    await clock.turn(SEVEN_DAYS_MS - MINUTE_MS);
    before?.resume();
    await w.until('in its last minute the token is good', key, { participants: [{ edge: ADA.edge, lastEpoch: 2 }] });
    const after = await standing[1];
    await clock.turn(MINUTE_MS);
    after?.resume();
    await w.seen('then the requests-proxy refuses it', answered('training-pod', 'requests-proxy', '/experiments/', 401));
    await w.until('a new pod with a token of its own ends the cycle', key, { status: 'FINISHED', flops: ADA.flops }, () => false);
  }),
};
