import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'max-delivery-description-counts-attempts',
  ids: ['D08'],
  source: 'azure-sdk-for-java issue 30837 and rebus issue 913, which show messages dead-lettered by the cloud',
  origin: 'documented',
  expects: 'A message that was delivered too often is dead-lettered with a description that names the maximum delivery count.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s', 'dead-letter'],
  entities: { queues: { queue: { maxDeliveryCount: 2 } } },
  shows: { 'receive from the dead-letter queue': { deadLetterDescription: 'Message could not be consumed after 2 delivery attempts.' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    for (const delivery of [1, 2]) {
      const received = yield* receive(bus, queue, `delivery ${delivery}`);
      yield* abandon(bus, received, `abandon ${delivery}`);
    }
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
