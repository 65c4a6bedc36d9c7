import { defineScenario } from '#ring2/drift/scenario';
import { complete, defer, peek, receive, receiveDeferred, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'defer-and-receive-by-number',
  ids: ['D67'],
  source: 'message-deferral, L2',
  origin: 'azure-tests',
  expects: 'A deferred message is skipped by ordinary receives and can only be received by its sequence number.',
  contracts: [],
  tier: 'fast',
  needs: ['deferred', 'peek'],
  shows: {
    'receive past the deferred one': { messageId: 'message#2' },
    'peek at the deferred one': { state: 'deferred', count: 1 },
    'receive by sequence number': { messageId: 'message#1', deliveryCount: 1 },
    'peek after completion': { count: 0 },
  },

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
