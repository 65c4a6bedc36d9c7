import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'lock-protects-from-expiry',
  ids: ['D23'],
  source: 'message-expiration',
  origin: 'documented',
  expects: 'A locked message does not expire: past its time to live it can still be completed, and when abandoned it expires at once.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'dead-letter', 'lock>=5s'],
  entities: { queues: { queue: { lockDuration: 'PT30S', deadLetteringOnMessageExpiration: true } } },
  shows: {
    'complete past the time to live': 'ok',
    'receive after abandoning': 'nothing',
    'receive from the dead-letter queue': { messageId: 'message#2', deadLetterReason: 'TTLExpiredException' },
    'receive again from the dead-letter queue': 'nothing',
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 6000 }), 'send one to complete');
    const completed = yield* receive(bus, queue, 'receive the one to complete');
    yield* send(bus, queue, message({ timeToLive: 6000 }), 'send one to abandon');
    const abandoned = yield* receive(bus, queue, 'receive the one to abandon');
    await bus.wait(8000);
    yield* complete(bus, completed, 'complete past the time to live');
    yield* abandon(bus, abandoned, 'abandon past the time to live');
    yield* receiveNothing(bus, queue, 'receive after abandoning');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
    yield* receiveNothing(bus, deadLetterOf(queue), 'receive again from the dead-letter queue');
  },
});
