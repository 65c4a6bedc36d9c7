import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'new-subscription-gets-everything',
  ids: ['D80'],
  source: 'topic-filters, L9',
  origin: 'azure-tests',
  expects: 'A subscription made without a rule has one, $Default, which lets every message through.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'admin'],
  entities: {},
  shows: { 'rules of the subscription': { names: ['$Default'] }, receive: { messageId: 'message#1' } },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    const topic = fresh('topic');
    yield* administer('create the topic', () => admin.createTopic(topic, { defaultMessageTimeToLive: 'PT1H' }));
    yield* administer('create the subscription', () => admin.createSubscription(topic, 'all', { defaultMessageTimeToLive: 'PT1H' }));
    yield* administer('rules of the subscription', () => admin.ruleNames(topic, 'all'), (names) => ({ names: exact(names) }));
    yield* send(bus, topic, message());
    const received = yield* receive(bus, `${topic}/Subscriptions/all`, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
