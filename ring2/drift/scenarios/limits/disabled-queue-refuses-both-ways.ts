import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send, tryReceive, trySend } from '#ring2/drift/steps/index';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'disabled-queue-refuses-both-ways',
  ids: ['D106'],
  source: 'entity-suspend, service-bus-messaging-exceptions-latest (MessagingEntityDisabled)',
  origin: 'documented',
  expects: 'A queue that is disabled refuses senders and receivers, and enabled again it has what it had.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  shows: { 'send while disabled': 'MessagingEntityDisabled', 'receive while disabled': 'MessagingEntityDisabled', 'receive when enabled again': { messageId: 'message#1' } },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    const queue = fresh('suspended');
    yield* administer('create', () => admin.createQueue(queue, { lockDuration: 'PT1M', defaultMessageTimeToLive: 'PT1H' }));
    yield* send(bus, queue, message(), 'send before');
    yield* administer('disable', () => admin.updateQueue(queue, { status: 'Disabled' }));
    // With links of its own: a transfer that crosses the detach of a link is never answered.
    const late = bus.another();
    yield* trySend(late, queue, message(), 'send while disabled');
    yield* tryReceive(late, queue, 'receive while disabled');
    yield* administer('enable', () => admin.updateQueue(queue, { status: 'Active' }));
    const received = yield* receive(bus, queue, 'receive when enabled again');
    yield* complete(bus, received, 'complete');
  },
});
