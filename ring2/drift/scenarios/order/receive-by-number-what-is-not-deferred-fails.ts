import { defineScenario } from '#ring2/drift/scenario';
import { peek, receive, send, tryReceiveDeferred } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'receive-by-number-what-is-not-deferred-fails',
  ids: ['D68'],
  source: '[inf] of issue 381 of azure-service-bus-dotnet, which has the text ("they were not deferred messages") and not the code',
  origin: 'assumed',
  expects: 'A message that was never deferred cannot be received by its number (MessageNotFound), and stays to be received in its turn.',
  contracts: [],
  tier: 'fast',
  needs: ['deferred', 'peek'],
  shows: { 'receive by its number': 'MessageNotFound', 'receive in its turn': { messageId: 'message#1', deliveryCount: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const [active] = yield* peek(bus, queue, 'peek');
    yield* tryReceiveDeferred(bus, queue, active?.sequenceNumber ?? '0', 'receive by its number');
    yield* receive(bus, queue, 'receive in its turn');
  },
});
