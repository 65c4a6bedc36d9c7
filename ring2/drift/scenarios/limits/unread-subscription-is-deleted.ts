import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'unread-subscription-is-deleted',
  ids: ['D121'],
  source: 'message-expiration (idleness of subscriptions: no receives)',
  origin: 'documented',
  expects: 'A subscription from which nobody receives is deleted after its AutoDeleteOnIdle, though messages are sent to its topic.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin', 'topics'],
  entities: {},
  shows: { 'look before': 'ok', 'look after nine minutes': 'MessageEntityNotFoundError' },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    yield* administer('create the topic', () => admin.createTopic(fresh('topic')));
    yield* administer('create the subscription', () => admin.createSubscription(fresh('topic'), 'unread', { autoDeleteOnIdle: 'PT5M' }));
    await bus.wait(240_000);
    yield* administer('look before', () => admin.subscriptionCounts(fresh('topic'), 'unread'));
    yield* send(bus, fresh('topic'), message(), 'send after four minutes');
    await bus.wait(290_000);
    yield* administer('look after nine minutes', () => admin.subscriptionCounts(fresh('topic'), 'unread'));
  },
});
