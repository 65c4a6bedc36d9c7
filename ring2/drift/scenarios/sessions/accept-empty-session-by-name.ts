import { defineScenario } from '#ring2/drift/scenario';
import { accept, receiveInSession, send, sessionState, tryReceiveInSession } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'accept-empty-session-by-name',
  ids: ['D44'],
  source: 'message-sessions, L12',
  origin: 'azure-tests',
  expects: 'A session without messages can be accepted by its name, and its holder receives what comes later.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    accept: { sessionId: 'empty' },
    'state of it': { state: null },
    'receive what came later': { messageId: 'message#1' },
    'receive once more': 'nothing',
  },

  async *run(bus, { queue, message }) {
    const session = yield* accept(bus, queue, 'empty', 'accept');
    yield* sessionState(session, 'state of it');
    yield* send(bus, queue, message({ sessionId: 'empty' }), 'send to it');
    yield* receiveInSession(session, 'receive what came later');
    yield* tryReceiveInSession(session, 'receive once more', { brief: true });
  },
});
