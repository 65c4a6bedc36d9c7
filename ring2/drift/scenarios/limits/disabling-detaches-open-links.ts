import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { attachReceiver, attachSender, ended } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'disabling-detaches-open-links',
  ids: ['D106'],
  source: '[inf] of entity-suspend and service-bus-messaging-exceptions-latest: an entity that is disabled can be neither sent to nor received from, and so no link can stay',
  origin: 'assumed',
  expects: 'When a queue is disabled, the links that it has are detached with com.microsoft:entity-disabled.',
  contracts: [],
  tier: 'fast',
  needs: ['admin', 'wire'],
  shows: {
    'the sender ends': { how: 'detached', condition: 'com.microsoft:entity-disabled' },
    'the receiver ends': { how: 'detached', condition: 'com.microsoft:entity-disabled' },
  },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const sender = yield* attachSender(wire, queue, 'attach a sender');
    const receiver = yield* attachReceiver(wire, queue, 'attach a receiver');
    const admin = await bus.admin();
    yield* administer('disable', () => admin.updateQueue(queue, { status: 'Disabled' }));
    yield* ended(sender, 'the sender ends');
    yield* ended(receiver, 'the receiver ends');
  },
});
