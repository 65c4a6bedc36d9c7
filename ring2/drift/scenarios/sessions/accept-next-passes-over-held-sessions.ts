import { defineScenario } from '#ring2/drift/scenario';
import { accept, closeSession, receiveInSession, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'accept-next-passes-over-held-sessions',
  ids: ['D43'],
  source: 'message-sessions',
  origin: 'documented',
  expects: 'Whoever asks for the next session gets one that has messages and that nobody holds.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { 'accept the next': { sessionId: 'free' }, 'receive in it': { messageId: 'message#2' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 'held' }), 'send to the one that is held');
    yield* accept(bus, queue, 'held', 'hold it');
    // A session without messages, which is free as well, is not what a receiver waits for.
    const empty = yield* accept(bus, queue, 'empty', 'hold an empty one');
    yield* closeSession(empty, 'close the empty one');
    yield* send(bus, queue, message({ sessionId: 'free' }), 'send to the free one');
    const free = yield* accept(bus.another(), queue, undefined, 'accept the next');
    yield* receiveInSession(free, 'receive in it');
  },
});
