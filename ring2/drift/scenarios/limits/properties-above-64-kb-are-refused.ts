import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send, trySend } from '#ring2/drift/steps/index';

const ofKilobytes = (...sizes: number[]) => Object.fromEntries(sizes.map((size, index) => [`p${index}`, 'x'.repeat(size * 1024)]));

export default defineScenario({
  name: 'properties-above-64-kb-are-refused',
  ids: ['D101'],
  source: 'service-bus-quotas (64 KB for all properties)',
  origin: 'documented',
  expects: 'A message whose properties are more than 64 KB together is refused, though each of them is small enough; one with less passes.',
  contracts: [],
  tier: 'fast',
  needs: ['peek'],
  shows: { 'peek after the refusal': { count: 0 }, receive: { messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* trySend(bus, queue, message({ properties: ofKilobytes(22, 22, 22) }), 'send 66 KB');
    yield* peek(bus, queue, 'peek after the refusal');
    yield* send(bus, queue, message({ properties: ofKilobytes(20, 20, 20) }), 'send 60 KB');
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
