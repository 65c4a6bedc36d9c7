import { defineScenario } from '#ring2/drift/scenario';
import { accept, complete, receiveInSession, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'forwarding-into-sessions-keeps-the-session',
  ids: ['D91'],
  source: 'Sample21_AutoForwardIntoSession of azure-sdk-for-net, which its authors ran against a namespace (pull request 60600)',
  origin: 'documented',
  expects: 'A plain queue can forward to one that requires sessions, where each message is in the session that its sender named.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'sessions'],
  entities: { queues: { queue: { forwardTo: 'ordered' }, ordered: { requiresSession: true } } },
  shows: { 'receive in the session': { messageId: 'message#1', sessionId: 'a' } },

  async *run(bus, { queue, at, message }) {
    yield* send(bus, queue, message({ sessionId: 'a' }));
    const session = yield* accept(bus, at('ordered'), 'a', 'accept the session');
    const received = yield* receiveInSession(session, 'receive in the session');
    yield* complete(bus, received, 'complete');
  },
});
