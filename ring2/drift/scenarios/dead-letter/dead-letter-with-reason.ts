import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, peek, receive, send } from '#ring2/drift/steps/index';
import { exact } from '#core/transcript';
import { type SeenMessage, deadLetterOf } from '#ring2/drift/driver';
export default defineScenario({
  name: 'dead-letter-with-reason',
  ids: ['D27'],
  source: 'service-bus-dead-letter-queues, L3',
  origin: 'azure-tests',
  expects: 'A message that the consumer dead-letters is found in the dead-letter queue with the reason and description it was given.',
  contracts: ['averaging-service--service-bus', 'jobs-manager--service-bus'],
  tier: 'fast',
  needs: ['dead-letter', 'peek'],
  shows: {
    'peek after dead-lettering': { count: 0 },
    'receive from the dead-letter queue': { deadLetterReason: 'WeightsUnreadable', 'description as given': 'The weights could not be read.', deliveryCount: 0 },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    yield* peek(bus, queue, 'peek after dead-lettering');
    // Here the description is the consumer's own data, not the broker's wording: it must arrive letter by letter.
    const given = (dead: SeenMessage) => ({ 'description as given': exact(dead.deadLetterDescription ?? null) });
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue', given);
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
