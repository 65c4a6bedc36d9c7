import { defineScenario } from '#ring2/drift/scenario';
import { complete, defer, peek, receive, receiveDeferred, send } from '#ring2/drift/steps';

export default defineScenario({
  name: 'defer-and-receive-by-number',
  source: 'message-deferral (D67); live test fact L2',
  expects: 'A deferred message is skipped by ordinary receives and can only be received by its sequence number.',
  contracts: [],
  tier: 'fast',
  needs: ['deferred', 'peek'],
  queue: { lockDuration: 'PT5S', maxDeliveryCount: 10 },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message(), 'send the first');
    const first = yield* receive(bus, queue, 'receive the first');
    yield* defer(bus, first, 'defer the first');
    yield* send(bus, queue, message(), 'send the second');
    const second = yield* receive(bus, queue, 'receive past the deferred one');
    yield* complete(bus, second, 'complete the second');
    yield* peek(bus, queue, 'peek at the deferred one');
    const deferred = yield* receiveDeferred(bus, queue, first.sequenceNumber ?? '0', 'receive by sequence number');
    yield* complete(bus, deferred, 'complete the deferred one');
    yield* peek(bus, queue, 'peek after completion');
  },
});
