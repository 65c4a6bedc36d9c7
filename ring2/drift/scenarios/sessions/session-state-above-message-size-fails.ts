import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { accept, setSessionState, step } from '#ring2/drift/steps/index';

/** Beyond the 256 KB of a message in the standard tier. */
const TOO_LARGE = 300 * 1024;

export default defineScenario({
  name: 'session-state-above-message-size-fails',
  ids: ['D46'],
  source: '[inf] of message-sessions (a state has the size of one message, 256 KB in the standard tier), which does not say how a larger one is refused',
  origin: 'assumed',
  expects: 'A state that is larger than a message may be is refused, and the session keeps the one it had.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { 'state after it': { length: 5 } },

  async *run(bus, { queue }) {
    const session = yield* accept(bus, queue, 's', 'accept');
    yield* setSessionState(session, 'small', 'set a small state');
    yield* step('set too large a state', 'setState', () => session.setState('x'.repeat(TOO_LARGE)), () => ({ accepted: exact(true) }));
    yield* step('state after it', 'getState', () => session.state(), (state) => ({ length: exact(state?.length ?? 0) }));
  },
});
