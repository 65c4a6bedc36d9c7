import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = 'SET m = missing + 1; SET n = 2';

export default defineScenario({
  name: 'action-over-a-missing-property-does-not-fail',
  ids: ['D87'],
  source: 'service-bus-messaging-sql-rule-action (considerations)',
  origin: 'documented',
  expects: 'An action that refers to a property that the message lacks does not fail, and the message comes.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { 'properties.n': 2, 'properties.RuleName': 'r' } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { n: 1 } }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
