import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'dead-letter-does-not-expire',
  ids: ['D24'],
  source: 'service-bus-dead-letter-queues',
  origin: 'documented',
  expects: 'In the dead-letter queue the time to live is not observed, neither the message’s own nor the entity’s default.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'dead-letter'],
  entities: { queues: { queue: { defaultMessageTimeToLive: 'PT10S', deadLetteringOnMessageExpiration: true } } },
  shows: { 'receive long after its time': { messageId: 'message#1', deadLetterReason: 'WeightsUnreadable' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 5000 }));
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    await bus.wait(20_000);
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive long after its time');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
