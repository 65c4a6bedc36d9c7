import { backendRestarts } from '#journeys/backend-restarts';
import { bearerExpires } from '#journeys/bearer-expires';
import { busDownAtStart } from '#journeys/bus-down-at-start';
import { busDownMidCycle } from '#journeys/bus-down-mid-cycle';
import { busLostOnSettle } from '#journeys/bus-lost-on-settle';
import { duplicateDelivery } from '#journeys/duplicate-delivery';
import { forgedEdge } from '#journeys/forged-edge';
import { ingestionRefused } from '#journeys/ingestion-refused';
import { ingestionTokenExpires } from '#journeys/ingestion-token-expires';
import { ingestionUnlabelled } from '#journeys/ingestion-unlabelled';
import { leaderboard } from '#journeys/leaderboard';
import { lockLostInAveraging } from '#journeys/lock-lost-in-averaging';
import { logout } from '#journeys/logout';
import { malformedWeights } from '#journeys/malformed-weights';
import { oneCycle } from '#journeys/one-cycle';
import { outOfOrderEpochs } from '#journeys/out-of-order-epochs';
import { podKilled } from '#journeys/pod-killed';
import { podTokenExpires } from '#journeys/pod-token-expires';
import { poisonMessage } from '#journeys/poison-message';
import { proxyRefuses } from '#journeys/proxy-refuses';
import { proxyRestarts } from '#journeys/proxy-restarts';
import { simulatedCycle } from '#journeys/simulated-cycle';
import { slowConsumer } from '#journeys/slow-consumer';
import { twoCycles } from '#journeys/two-cycles';
import type { Journey } from '#journeys/world';

/** Every journey: first those in which nothing goes wrong. */
export const JOURNEYS: readonly Journey[] = [
  oneCycle, simulatedCycle, twoCycles, leaderboard,
  busDownAtStart, busDownMidCycle, busLostOnSettle, duplicateDelivery, lockLostInAveraging, outOfOrderEpochs, slowConsumer,
  malformedWeights, poisonMessage, forgedEdge, proxyRefuses, proxyRestarts, podKilled, backendRestarts,
  podTokenExpires, bearerExpires, logout, ingestionTokenExpires, ingestionRefused, ingestionUnlabelled,
];
