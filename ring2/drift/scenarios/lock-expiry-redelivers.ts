import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps';

export default defineScenario({
  name: 'lock-expiry-redelivers',
  source: 'message-transfers-locks-settlement (D01); live test fact L4',
  expects: 'A message whose lock expires is delivered again under a new lock, its delivery count one higher.',
  contracts: ['averaging-service--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s'],
  queue: { lockDuration: 'PT5S', maxDeliveryCount: 10 },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    yield* receive(bus, queue, 'first delivery');
    await bus.wait(6000);
    const second = yield* receive(bus, queue, 'delivery after the lock expired');
    yield* complete(bus, second, 'complete');
  },
});
