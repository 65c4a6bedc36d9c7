import { defineScenario } from '#ring2/drift/scenario';
import { accept, complete, receiveInSession, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'complete-after-session-lock-expiry-fails',
  ids: ['D45', 'D47'],
  source: 'message-sessions, L4, L5',
  origin: 'azure-tests',
  expects: 'After a session’s lock ended, its messages cannot be completed (SessionLockLost); the next holder receives them with one delivery more counted.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'lock>=5s'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT5S' } } },
  shows: {
    receive: { deliveryCount: 0 },
    'complete too late': 'SessionLockLost',
    'receive again': { messageId: 'message#1', deliveryCount: 1 },
    'complete in time': 'ok',
  },
  // Its link being gone, it asks by a request instead, which names the session, now the next holder's, and a lock that is lost.
  shownBy: { 'azure-sdk-python': { 'complete too late': 'MessageLockLost' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 's' }));
    const first = yield* accept(bus, queue, 's', 'accept');
    const late = yield* receiveInSession(first, 'receive');
    await bus.wait(7000);
    // Also gives the client the time to see its first link detached.
    const second = yield* accept(bus, queue, 's', 'accept again');
    yield* complete(bus, late, 'complete too late');
    const again = yield* receiveInSession(second, 'receive again');
    yield* complete(bus, again, 'complete in time');
  },
});
