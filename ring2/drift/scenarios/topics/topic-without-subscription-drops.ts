import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { peek, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'topic-without-subscription-drops',
  ids: ['D95'],
  source: '[inf] of topic-filters: a subscription gets copies of what is sent while it is there',
  origin: 'assumed',
  expects: 'A topic without subscription takes a message and drops it: a subscription made later does not get it.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'admin', 'peek'],
  entities: { topics: { topic: { subscriptions: {} } } },
  shows: { send: 'ok', 'peek at a later subscription': { count: 0 } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message());
    const admin = await bus.admin();
    yield* administer('create a subscription', () => admin.createSubscription(topic, 'late'));
    yield* peek(bus, subscription('late'), 'peek at a later subscription');
  },
});
