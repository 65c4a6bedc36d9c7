import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'peek-lock-complete',
  ids: ['D01'],
  source: 'message-transfers-locks-settlement, L1',
  origin: 'azure-tests',
  expects: 'A received message is locked, counts 0 earlier deliveries, and is gone once completed.',
  contracts: ['averaging-service--service-bus', 'jobs-manager--service-bus', 'requests-proxy--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s', 'peek'],
  shows: { receive: { deliveryCount: 0, lockedUntil: 5000 }, complete: 'ok', 'peek after completion': { count: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
    yield* peek(bus, queue, 'peek after completion');
  },
});
