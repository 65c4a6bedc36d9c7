import { ABSENT, defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET COLOR = 'red'; REMOVE SECRET";

export default defineScenario({
  name: 'action-finds-properties-in-any-case',
  ids: ['D87'],
  source: '[inf] of L9 and service-bus-messaging-sql-rule-action: names are those of a filter, which ignore case',
  origin: 'assumed',
  expects: 'An action sets and removes an application property that the message has in another case, and makes no second one.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { 'properties.color': 'red', 'properties.COLOR': ABSENT, 'properties.secret': ABSENT } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { color: 'blue', secret: 's' } }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
