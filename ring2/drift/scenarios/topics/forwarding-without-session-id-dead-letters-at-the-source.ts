import { defineScenario } from '#ring2/drift/scenario';
import { deadLetterOf } from '#ring2/drift/driver';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'forwarding-without-session-id-dead-letters-at-the-source',
  ids: ['D91', 'D34'],
  source: 'pull request 60600 of azure-sdk-for-net: verified by its authors against a namespace',
  origin: 'documented',
  expects: 'A message without session id that is to be forwarded to a queue that requires sessions is dead-lettered at the queue that forwards.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'sessions', 'dead-letter'],
  entities: { queues: { queue: { forwardTo: 'ordered' }, ordered: { requiresSession: true } } },
  shows: { 'receive from the dead-letter queue': { messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete');
  },
});
