import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET n = '12'; SET d = 3; SET t = 7; SET b = 'false'";

export default defineScenario({
  name: 'action-converts-to-the-type-of-a-property',
  ids: ['D87'],
  source: 'service-bus-messaging-sql-rule-action (SET performs implicit conversion if possible)',
  origin: 'documented',
  expects: 'What an action sets becomes of the type that the property has, where it can: a text a number or boolean, a number a text.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { 'properties.n': 12, 'properties.d': 3, 'properties.t': '7', 'properties.b': false } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { n: 1, d: 0.5, t: 'x', b: true } }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
