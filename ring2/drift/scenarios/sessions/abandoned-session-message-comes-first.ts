import { defineScenario } from '#ring2/drift/scenario';
import { abandon, accept, receiveInSession, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'abandoned-session-message-comes-first',
  ids: ['D51'],
  source: 'message-sessions',
  origin: 'documented',
  expects: 'An abandoned message is what the session’s next receive gives, before those sent after it.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'after the abandon': { messageId: 'message#1', deliveryCount: 1 },
    'the next': { messageId: 'message#2', deliveryCount: 0 },
  },

  async *run(bus, { queue, message }) {
    for (const number of [1, 2, 3]) yield* send(bus, queue, message({ sessionId: 's' }), `send ${number}`);
    const session = yield* accept(bus, queue, 's', 'accept');
    const first = yield* receiveInSession(session, 'receive');
    yield* abandon(bus, first, 'abandon');
    yield* receiveInSession(session, 'after the abandon');
    yield* receiveInSession(session, 'the next');
  },
});
