import { defineScenario } from '#ring2/drift/scenario';
import { accept, receiveInSession, send, tryReceiveInSession } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'interleaved-sessions-keep-their-order',
  ids: ['D40'],
  source: 'message-sessions, L12',
  origin: 'documented',
  expects: 'A session gives its own messages only, in the order they were sent, however they were mixed with those of other sessions.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'first of b': { messageId: 'message#2', sessionId: 'b' },
    'second of b': { messageId: 'message#4', sessionId: 'b' },
    'nothing more of b': 'nothing',
    'first of a': { messageId: 'message#1', sessionId: 'a' },
    'second of a': { messageId: 'message#3', sessionId: 'a' },
    'third of a': { messageId: 'message#5', sessionId: 'a' },
  },

  async *run(bus, { queue, message }) {
    for (const [index, sessionId] of ['a', 'b', 'a', 'b', 'a'].entries()) yield* send(bus, queue, message({ sessionId }), `send ${index + 1}, of ${sessionId}`);
    const b = yield* accept(bus, queue, 'b', 'accept b');
    const a = yield* accept(bus, queue, 'a', 'accept a');
    yield* receiveInSession(b, 'first of b');
    yield* receiveInSession(b, 'second of b');
    yield* tryReceiveInSession(b, 'nothing more of b', { brief: true });
    for (const which of ['first', 'second', 'third']) yield* receiveInSession(a, `${which} of a`);
  },
});
