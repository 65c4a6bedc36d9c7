import { defineScenario } from '#ring2/drift/scenario';
import { accept, complete, receiveInSession, renewSession, send, sessionState } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'session-renewal-extends-its-messages-locks',
  ids: ['D45'],
  source: 'message-sessions (the session’s lock is an umbrella for those of its messages), L6',
  origin: 'documented',
  expects: 'Renewing a session locks it for one lock duration from now, and its received messages with it.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'lock>=5s'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT10S' } } },
  shows: {
    // The first instant is the lock's first end.
    accept: { lockedUntil: 0 },
    renew: { lockedUntil: 6000 },
    'complete beyond the first lock': 'ok',
  },

  async *run(bus, { queue, message }) {
    const session = yield* accept(bus, queue, 's', 'accept');
    yield* send(bus, queue, message({ sessionId: 's' }));
    const received = yield* receiveInSession(session, 'receive');
    await bus.wait(6000);
    yield* renewSession(session, 'renew');
    await bus.wait(6000);
    // Also gives the client the time to see its link detached, if that is what happened.
    yield* sessionState(session, 'state beyond the first lock');
    yield* complete(bus, received, 'complete beyond the first lock');
  },
});
