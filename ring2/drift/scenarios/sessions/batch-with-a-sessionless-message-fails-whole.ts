import { defineScenario } from '#ring2/drift/scenario';
import { peek, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'batch-with-a-sessionless-message-fails-whole',
  ids: ['D48'],
  source: '[inf] of message-sessions and of AMQP: a batch is one transfer, which has one outcome',
  origin: 'assumed',
  expects: 'A batch in which one message has no session id is refused as a whole: none of its messages is there.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'peek'],
  entities: { queues: { queue: { requiresSession: true } } },
  shows: { 'send the batch': 'GeneralError', peek: { count: 0 } },

  async *run(bus, { queue, message }) {
    yield* trySend(bus, queue, [message({ sessionId: 's' }), message(), message({ sessionId: 's' })], 'send the batch');
    yield* peek(bus, queue, 'peek');
  },
});
