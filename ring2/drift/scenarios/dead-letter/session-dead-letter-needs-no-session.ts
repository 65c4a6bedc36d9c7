import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { accept, complete, deadLetter, receive, receiveInSession, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'session-dead-letter-needs-no-session',
  ids: ['D33'],
  source: 'L15',
  origin: 'azure-tests',
  expects: 'The dead-letter queue of a queue with sessions is received from without a session; the message keeps its session id.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { 'receive from the dead-letter queue': { messageId: 'message#1', sessionId: 'experiment-7', deadLetterReason: 'WeightsUnreadable' }, 'complete in the dead-letter queue': 'ok' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 'experiment-7' }));
    const session = yield* accept(bus, queue, 'experiment-7', 'accept');
    const received = yield* receiveInSession(session, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
