import { defineScenario } from '#ring2/drift/scenario';
import { abandon, defer, peek, receive, receiveDeferred, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'abandoned-deferred-message-stays-deferred',
  ids: ['D67'],
  source: 'L2',
  origin: 'azure-tests',
  expects: 'A deferred message that is received by its number and abandoned, or deferred again, stays deferred, one delivery more counted each time.',
  contracts: [],
  tier: 'fast',
  needs: ['deferred', 'peek'],
  entities: { queues: { queue: { lockDuration: 'PT1M', maxDeliveryCount: 10 } } },
  shows: {
    'receive it': { deliveryCount: 1 },
    'peek after abandoning it': { state: 'deferred', count: 1 },
    'receive it again': { messageId: 'message#1', deliveryCount: 2 },
    'peek after deferring it again': { state: 'deferred', count: 1 },
    'receive in the ordinary way': 'nothing',
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const first = yield* receive(bus, queue, 'receive');
    yield* defer(bus, first, 'defer');
    const number = first.sequenceNumber ?? '0';
    const deferred = yield* receiveDeferred(bus, queue, number, 'receive it');
    yield* abandon(bus, deferred, 'abandon it');
    yield* peek(bus, queue, 'peek after abandoning it');
    const again = yield* receiveDeferred(bus, queue, number, 'receive it again');
    yield* defer(bus, again, 'defer it again');
    yield* peek(bus, queue, 'peek after deferring it again');
    yield* receiveNothing(bus, queue, 'receive in the ordinary way');
  },
});
