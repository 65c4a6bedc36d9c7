import { defineScenario } from '#ring2/drift/scenario';
import { deadLetterOf } from '#ring2/drift/driver';
import { deadLetter, defer, peek, receive, receiveDeferred, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'dead-lettered-deferred-message-keeps-count',
  ids: ['D67'],
  source: 'L2',
  origin: 'azure-tests',
  expects: 'A deferred message that is dead-lettered can be received from the dead-letter queue in the ordinary way, with the one delivery that deferring it counted.',
  contracts: [],
  tier: 'fast',
  needs: ['deferred', 'dead-letter', 'peek'],
  entities: { queues: { queue: { lockDuration: 'PT1M', maxDeliveryCount: 10 } } },
  shows: {
    'peek after dead-lettering it': { count: 0 },
    'receive from the dead-letter queue': { messageId: 'message#1', deliveryCount: 1, deadLetterReason: 'NotNeeded' },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const first = yield* receive(bus, queue, 'receive');
    yield* defer(bus, first, 'defer');
    const deferred = yield* receiveDeferred(bus, queue, first.sequenceNumber ?? '0', 'receive it');
    yield* deadLetter(bus, deferred, { reason: 'NotNeeded', description: 'Nobody asked for it any more.' }, 'dead-letter it');
    yield* peek(bus, queue, 'peek after dead-lettering it');
    yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
  },
});
