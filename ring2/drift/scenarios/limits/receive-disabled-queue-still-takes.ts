import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send, tryReceive } from '#ring2/drift/steps/index';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'receive-disabled-queue-still-takes',
  ids: ['D106'],
  source: 'entity-suspend, service-bus-messaging-exceptions-latest (MessagingEntityDisabled)',
  origin: 'documented',
  expects: 'A queue that is disabled for receiving takes messages, which come when it is enabled again.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: { queues: { queue: { status: 'ReceiveDisabled' } } },
  shows: { send: 'ok', 'receive while disabled': 'MessagingEntityDisabled', 'receive when enabled': { messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    yield* tryReceive(bus, queue, 'receive while disabled');
    const admin = await bus.admin();
    yield* administer('enable', () => admin.updateQueue(queue, { status: 'Active' }));
    const received = yield* receive(bus, queue, 'receive when enabled');
    yield* complete(bus, received, 'complete');
  },
});
