import { ABSENT, defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET color = 'red'; SET fresh = 'new' REMOVE secret; REMOVE missing";

export default defineScenario({
  name: 'action-sets-and-removes-properties',
  ids: ['D87'],
  source: 'service-bus-messaging-sql-rule-action, L9',
  origin: 'documented',
  expects: 'An action sets new properties and those that are there, removes others, and leaves the rest; semicolons are optional.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { 'properties.color': 'red', 'properties.fresh': 'new', 'properties.secret': ABSENT, 'properties.kept': 'k', 'properties.RuleName': 'r', 'properties.missing': ABSENT } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { color: 'blue', secret: 's', kept: 'k' } }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
