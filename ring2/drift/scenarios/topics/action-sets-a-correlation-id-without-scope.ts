import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET CorrelationId = 'newValue'";

export default defineScenario({
  name: 'action-sets-a-correlation-id-without-scope',
  ids: ['D87'],
  source: '[inf]: L9 adds the action "Set CorrelationId = newValue" and never sends a message; without a scope a name is a user property by service-bus-messaging-sql-rule-action',
  origin: 'assumed',
  expects: 'Without the scope sys., an action sets an application property even where the message has a property of its own with that name.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { correlationId: 'c', 'properties.CorrelationId': 'newValue' } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ correlationId: 'c' }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
