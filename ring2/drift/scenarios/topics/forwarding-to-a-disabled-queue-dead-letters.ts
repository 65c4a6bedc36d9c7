import { defineScenario } from '#ring2/drift/scenario';
import { deadLetterOf } from '#ring2/drift/driver';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'forwarding-to-a-disabled-queue-dead-letters',
  ids: ['D91', 'D106'],
  source: 'service-bus-auto-forwarding (considerations)',
  origin: 'documented',
  expects: 'A message whose destination is disabled goes to the dead-letter queue of the queue that forwards; the sender is told nothing.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'dead-letter'],
  entities: { queues: { queue: { forwardTo: 'asleep' }, asleep: { status: 'Disabled' } } },
  shows: { send: 'ok', 'receive from the dead-letter queue': { messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete');
  },
});
