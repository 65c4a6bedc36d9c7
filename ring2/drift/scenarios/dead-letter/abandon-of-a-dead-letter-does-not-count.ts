import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, deadLetter, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'abandon-of-a-dead-letter-does-not-count',
  ids: ['D29'],
  source: 'L3',
  origin: 'azure-tests',
  expects: 'Abandoning a message in the dead-letter queue leaves its delivery count alone, so that it stays there however often it is tried.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter'],
  entities: { queues: { queue: { maxDeliveryCount: 1 } } },
  shows: { 'dead delivery 2': { deliveryCount: 0 }, 'dead delivery 3': { deliveryCount: 0, messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    for (const delivery of [1, 2]) {
      const dead = yield* receive(bus, deadLetterOf(queue), `dead delivery ${delivery}`);
      yield* abandon(bus, dead, `abandon ${delivery}`);
    }
    const last = yield* receive(bus, deadLetterOf(queue), 'dead delivery 3');
    yield* complete(bus, last, 'complete in the dead-letter queue');
  },
});
