import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send } from '#ring2/drift/steps';

export default defineScenario({
  name: 'peek-lock-complete',
  source: 'message-transfers-locks-settlement (D01); live test fact L1',
  expects: 'A received message is locked, counts 0 earlier deliveries, and is gone once completed.',
  contracts: ['averaging-service--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s', 'peek'],
  queue: { lockDuration: 'PT5S', maxDeliveryCount: 10 },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
    yield* peek(bus, queue, 'peek after completion');
  },
});
