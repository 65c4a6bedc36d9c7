import { defineScenario } from '#ring2/drift/scenario';
import { accept, closeSession, receiveInSession, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'session-close-counts-no-delivery',
  ids: ['D47'],
  source: 'message-sessions (impact of delivery count)',
  origin: 'documented',
  expects: 'Messages that a holder received and did not settle before it closed the session come to the next one in order, no delivery counted.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'first after the close': { messageId: 'message#1', deliveryCount: 0 },
    'second after the close': { messageId: 'message#2', deliveryCount: 0 },
    'third after the close': { messageId: 'message#3', deliveryCount: 0 },
  },

  async *run(bus, { queue, message }) {
    for (const number of [1, 2, 3]) yield* send(bus, queue, message({ sessionId: 's' }), `send ${number}`);
    const holder = yield* accept(bus, queue, 's', 'accept');
    yield* receiveInSession(holder, 'first');
    yield* receiveInSession(holder, 'second');
    yield* closeSession(holder, 'close');
    const next = yield* accept(bus, queue, 's', 'accept again');
    for (const which of ['first', 'second', 'third']) yield* receiveInSession(next, `${which} after the close`);
  },
});
