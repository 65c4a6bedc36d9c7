import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send, trySend } from '#ring2/drift/steps/index';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'send-disabled-queue-still-delivers',
  ids: ['D106'],
  source: 'entity-suspend, service-bus-messaging-exceptions-latest (MessagingEntityDisabled)',
  origin: 'documented',
  expects: 'A queue that is disabled for sending refuses new messages and delivers those that it has.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  shows: { 'send while disabled': 'MessagingEntityDisabled', receive: { messageId: 'message#1' }, complete: 'ok' },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    const queue = fresh('closed');
    yield* administer('create', () => admin.createQueue(queue, { lockDuration: 'PT1M', defaultMessageTimeToLive: 'PT1H' }));
    yield* send(bus, queue, message(), 'send before');
    yield* administer('disable sending', () => admin.updateQueue(queue, { status: 'SendDisabled' }));
    // With a link of its own: a transfer that crosses the detach of a link is never answered.
    yield* trySend(bus.another(), queue, message(), 'send while disabled');
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
