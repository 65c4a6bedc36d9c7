import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'property-above-32-kb-is-refused',
  ids: ['D101'],
  source: 'service-bus-quotas (32 KB for each property)',
  origin: 'documented',
  expects: 'A message with an application property of more than 32 KB is refused; one with a property just below passes.',
  contracts: [],
  tier: 'fast',
  needs: ['peek'],
  shows: { 'peek after the refusal': { count: 0 }, receive: { messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* trySend(bus, queue, message({ properties: { large: 'x'.repeat(33 * 1024) } }), 'send 33 KB');
    yield* peek(bus, queue, 'peek after the refusal');
    yield* send(bus, queue, message({ properties: { large: 'x'.repeat(31 * 1024) } }), 'send 31 KB');
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
