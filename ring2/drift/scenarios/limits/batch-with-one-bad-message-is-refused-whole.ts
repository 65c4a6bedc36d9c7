import { defineScenario } from '#ring2/drift/scenario';
import { peek, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'batch-with-one-bad-message-is-refused-whole',
  ids: ['D103'],
  source: '[inf]: a batch is one transfer with one outcome, so it is taken or refused as a whole',
  origin: 'assumed',
  expects: 'Of a batch with one message that is refused, none is taken.',
  contracts: [],
  tier: 'fast',
  needs: ['peek'],
  shows: { 'peek after the refusal': { count: 0 }, 'send a good batch': 'ok', 'peek after the good one': { count: 2 } },

  async *run(bus, { queue, message }) {
    yield* trySend(bus, queue, [message(), message({ properties: { large: 'x'.repeat(33 * 1024) } }), message()], 'send a batch with a bad one');
    yield* peek(bus, queue, 'peek after the refusal');
    yield* trySend(bus, queue, [message(), message()], 'send a good batch');
    yield* peek(bus, queue, 'peek after the good one');
  },
});
