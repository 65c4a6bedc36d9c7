import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, peek, receive, send } from '#ring2/drift/steps/index';
import { deadLetterOf } from '#ring2/drift/driver';
export default defineScenario({
  name: 'max-delivery-dead-letters',
  ids: ['D07'],
  source: 'service-bus-dead-letter-queues, L1',
  origin: 'azure-tests',
  expects: 'After the last allowed delivery fails, the message moves to the dead-letter queue with the reason MaxDeliveryCountExceeded.',
  contracts: ['averaging-service--service-bus', 'jobs-manager--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s', 'dead-letter', 'peek'],
  entities: { queues: { queue: { maxDeliveryCount: 3 } } },
  shows: {
    'delivery 3': { deliveryCount: 2 },
    'peek after the last delivery': { count: 0 },
    'receive from the dead-letter queue': { deadLetterReason: 'MaxDeliveryCountExceeded', deliveryCount: 3 },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    for (const delivery of [1, 2, 3]) {
      const received = yield* receive(bus, queue, `delivery ${delivery}`);
      yield* abandon(bus, received, `abandon ${delivery}`);
    }
    yield* peek(bus, queue, 'peek after the last delivery');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
