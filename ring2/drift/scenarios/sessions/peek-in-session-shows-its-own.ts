import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { accept, receiveInSession, send, step } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'peek-in-session-shows-its-own',
  ids: ['D64'],
  source: 'message-browsing, L8; RoundRobinSessions of the .NET client’s live tests',
  origin: 'documented',
  expects: 'Peeking through a session shows all messages of that session, locked ones too, and none of another.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'peek'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { peek: { sessions: ['a', 'a'], bodies: ['first of a', 'second of a'] } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 'a', body: 'first of a' }), 'send to a');
    yield* send(bus, queue, message({ sessionId: 'b', body: 'first of b' }), 'send to b');
    yield* send(bus, queue, message({ sessionId: 'a', body: 'second of a' }), 'send to a again');
    const session = yield* accept(bus, queue, 'a', 'accept');
    yield* receiveInSession(session, 'lock the first');
    yield* step('peek', 'peek', () => session.peek(10), (messages) => ({
      sessions: exact(messages.map(({ sessionId }) => sessionId ?? null)), bodies: exact(messages.map(({ body }) => body)),
    }));
  },
});
