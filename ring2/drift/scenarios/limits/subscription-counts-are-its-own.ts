import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, receive, send } from '#ring2/drift/steps/index';
import { administer, counted } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'subscription-counts-are-its-own',
  ids: ['D120'],
  source: 'message-counters',
  origin: 'documented',
  expects: 'The counts of a subscription are of its own copies: what another one takes or dead-letters does not change them.',
  contracts: [],
  tier: 'fast',
  needs: ['admin', 'topics', 'dead-letter'],
  entities: { topics: { topic: { subscriptions: { one: {}, other: {} } } } },
  shows: { 'counts of the one': { active: 0, deadLetter: 1 }, 'counts of the other': { active: 2, deadLetter: 0 } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, [message(), message()]);
    const first = yield* receive(bus, subscription('one'), 'receive the first');
    yield* complete(bus, first, 'complete it');
    const second = yield* receive(bus, subscription('one'), 'receive the second');
    yield* deadLetter(bus, second, { reason: 'why', description: 'because' }, 'dead-letter it');
    const admin = await bus.admin();
    // The cloud counts a little later.
    await bus.wait(5000);
    for (const name of ['one', 'other']) yield* administer(`counts of the ${name}`, () => admin.subscriptionCounts(topic, name), counted);
  },
});
