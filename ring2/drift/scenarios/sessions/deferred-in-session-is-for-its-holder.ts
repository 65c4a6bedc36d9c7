import { defineScenario } from '#ring2/drift/scenario';
import { messageFacts } from '#ring2/drift/facts';
import { accept, closeSession, complete, defer, receiveInSession, send, step, tryReceiveInSession } from '#ring2/drift/steps/index';
import { mustGoOn } from '#ring2/drift/steps/step';

export default defineScenario({
  name: 'deferred-in-session-is-for-its-holder',
  ids: ['D67'],
  source: 'message-deferral, L2; DeferMessages of the .NET client’s live tests of sessions',
  origin: 'documented',
  expects: 'A message that is deferred in a session is received by its number by whoever holds the session, then or later, and is skipped until then.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'deferred'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M', maxDeliveryCount: 10 } } },
  shows: {
    'receive past it': 'nothing',
    'receive by its number': { messageId: 'message#1', deliveryCount: 1, state: 'deferred' },
    complete: 'ok',
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 's' }));
    const first = yield* accept(bus, queue, 's', 'accept');
    const received = yield* receiveInSession(first, 'receive');
    yield* defer(bus, received, 'defer');
    yield* closeSession(first, 'close');
    const second = yield* accept(bus, queue, 's', 'accept again');
    yield* tryReceiveInSession(second, 'receive past it', { brief: true });
    const deferred = mustGoOn(yield* step('receive by its number', 'receiveDeferred', () => second.receiveDeferred(received.sequenceNumber ?? '0'), (seen) => (seen ? messageFacts(seen) : {})));
    yield* complete(bus, deferred, 'complete');
  },
});
