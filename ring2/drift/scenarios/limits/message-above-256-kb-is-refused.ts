import { defineScenario } from '#ring2/drift/scenario';
import { step, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'message-above-256-kb-is-refused',
  ids: ['D100'],
  source: 'service-bus-quotas (256 KB, standard tier), service-bus-messaging-exceptions-latest (MessageSizeExceeded)',
  origin: 'documented',
  expects: 'On the standard tier a message of more than 256 KB is refused with MessageSizeExceeded; a smaller one passes after it.',
  contracts: [],
  tier: 'fast',
  needs: [],
  shows: { 'send 256 KB and more': 'MessageSizeExceeded', 'send 250 KB': 'ok', receive: 'ok', 'receive again': 'nothing' },

  async *run(bus, { queue, message }) {
    yield* trySend(bus, queue, message({ body: 'x'.repeat(256 * 1024) }), 'send 256 KB and more');
    yield* trySend(bus, queue, message({ body: 'x'.repeat(250 * 1024) }), 'send 250 KB');
    // Without facts: the transcript need not hold the body.
    yield* step('receive', 'receive', () => bus.receive(queue, { mode: 'receive-and-delete' }));
    yield* step('receive again', 'receive', () => bus.receive(queue, { mode: 'receive-and-delete', brief: true }));
  },
});
