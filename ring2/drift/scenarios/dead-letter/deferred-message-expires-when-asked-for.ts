import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, defer, peek, receive, receiveNothing, send, tryReceiveDeferred } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'deferred-message-expires-when-asked-for',
  ids: ['D25'],
  source: 'message-deferral, service-bus-dead-letter-queues, azure-sdk-for-net issue 30252 (what the client is told)',
  origin: 'documented',
  expects: 'A deferred message stays past its time to live; who asks for it then does not find it, and it moves to the dead-letter queue.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'dead-letter', 'deferred', 'peek'],
  entities: { queues: { queue: { deadLetteringOnMessageExpiration: true } } },
  shows: {
    'receive from the dead-letter queue too early': 'nothing',
    'peek past its time': { count: 1, state: 'deferred' },
    'ask for it past its time': 'MessageNotFound',
    'receive from the dead-letter queue': { messageId: 'message#1', deadLetterReason: 'TTLExpiredException' },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 6000 }));
    const received = yield* receive(bus, queue, 'receive');
    yield* defer(bus, received, 'defer');
    await bus.wait(8000);
    yield* receiveNothing(bus, deadLetterOf(queue), 'receive from the dead-letter queue too early');
    yield* peek(bus, queue, 'peek past its time');
    yield* tryReceiveDeferred(bus, queue, received.sequenceNumber ?? '0', 'ask for it past its time');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
