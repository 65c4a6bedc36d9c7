import { ABSENT, defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET n = n + 1; SET n = n * 10; SET m = n; REMOVE n";

export default defineScenario({
  name: 'action-statements-see-those-before',
  ids: ['D87'],
  source: '[inf] of service-bus-messaging-sql-rule-action: statements are performed one after the other',
  origin: 'assumed',
  expects: 'Each statement of an action sees what those before it did.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { 'properties.m': 20, 'properties.n': ABSENT } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { n: 1 } }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
