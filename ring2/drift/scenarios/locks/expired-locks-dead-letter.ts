import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'expired-locks-dead-letter',
  ids: ['D07'],
  source: 'service-bus-dead-letter-queues',
  origin: 'documented',
  expects: 'A lock that expires counts towards the maximum delivery count as an abandoned message does: after the last one the message is dead-lettered.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s', 'dead-letter'],
  entities: { queues: { queue: { lockDuration: 'PT5S', maxDeliveryCount: 2 } } },
  shows: {
    'delivery 2': { deliveryCount: 1 },
    'receive after the last lock expired': 'nothing',
    'receive from the dead-letter queue': { deadLetterReason: 'MaxDeliveryCountExceeded', messageId: 'message#1' },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    for (const delivery of [1, 2]) {
      yield* receive(bus, queue, `delivery ${delivery}`);
      await bus.wait(6000);
    }
    yield* receiveNothing(bus, queue, 'receive after the last lock expired');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
