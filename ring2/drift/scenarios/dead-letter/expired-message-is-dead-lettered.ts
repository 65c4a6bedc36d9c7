import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'expired-message-is-dead-lettered',
  ids: ['D20'],
  source: 'message-expiration, service-bus-dead-letter-queues',
  origin: 'documented',
  expects: 'Where dead-lettering on expiration is on, a message past its time to live is found in the dead-letter queue with the reason TTLExpiredException.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'dead-letter'],
  entities: { queues: { queue: { deadLetteringOnMessageExpiration: true } } },
  shows: {
    'receive after expiry': 'nothing',
    'receive from the dead-letter queue': { messageId: 'message#1', deadLetterReason: 'TTLExpiredException', deadLetterDescription: 'The message expired and was dead lettered.' },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 5000 }));
    await bus.wait(7000);
    yield* receiveNothing(bus, queue, 'receive after expiry');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
