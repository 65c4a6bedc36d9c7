import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, receive, send } from '#ring2/drift/steps';

export default defineScenario({
  name: 'abandon-redelivers',
  source: 'message-transfers-locks-settlement (D05); live test fact L1',
  expects: 'An abandoned message is delivered again at once, its delivery count one higher.',
  contracts: ['averaging-service--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s'],
  queue: { lockDuration: 'PT5S', maxDeliveryCount: 10 },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const first = yield* receive(bus, queue, 'first delivery');
    yield* abandon(bus, first, 'abandon');
    const second = yield* receive(bus, queue, 'second delivery');
    yield* complete(bus, second, 'complete');
  },
});
