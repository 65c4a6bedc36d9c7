import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { accept, closeSession, complete, receiveInSession, send, sessionState, setSessionState, step } from '#ring2/drift/steps/index';

/** Below the 256 KB of a message in the standard tier, with room for what surrounds it. */
const LARGE = 200 * 1024;

export default defineScenario({
  name: 'session-state-outlives-messages-and-holders',
  ids: ['D46'],
  source: 'message-sessions',
  origin: 'documented',
  expects: 'A session’s state is null until it is set, stays when its messages are consumed and its holder leaves, is as large as a message, and goes when null is set.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'state at first': { state: null },
    'state without messages': { state: 'epoch 7' },
    'state for another session': { state: null },
    'large state': { length: LARGE },
    'state after null': { state: null },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 's' }));
    const first = yield* accept(bus, queue, 's', 'accept');
    yield* sessionState(first, 'state at first');
    yield* setSessionState(first, 'epoch 7', 'set a state');
    const received = yield* receiveInSession(first, 'receive');
    yield* complete(bus, received, 'complete');
    yield* closeSession(first, 'close');

    const second = yield* accept(bus, queue, 's', 'accept without messages');
    yield* sessionState(second, 'state without messages');
    const other = yield* accept(bus, queue, 'other', 'accept another');
    yield* sessionState(other, 'state for another session');
    yield* step('set a large state', 'setState', () => second.setState('x'.repeat(LARGE)));
    yield* step('large state', 'getState', () => second.state(), (state) => ({ length: exact(state?.length ?? 0) }));
    yield* setSessionState(second, null, 'set null');
    yield* sessionState(second, 'state after null');
  },
});
