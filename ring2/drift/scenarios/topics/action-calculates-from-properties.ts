import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

const ACTION = "SET quantity = quantity / 2; SET route = sys.Label + '/' + property('color'); SET double = 0.5; SET yes = TRUE";

export default defineScenario({
  name: 'action-calculates-from-properties',
  ids: ['D87'],
  source: 'service-bus-messaging-sql-rule-action, topic-filters (SET quantity = quantity / 2)',
  origin: 'documented',
  expects: "An action's expressions are calculated from the message's own properties, system properties too, and constants of any type.",
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: ACTION }] } } } } },
  shows: { receive: { 'properties.quantity': 5, 'properties.route': 'order/red', 'properties.double': 0.5, 'properties.yes': true } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ subject: 'order', properties: { quantity: 10, color: 'red' } }));
    const received = yield* receive(bus, subscription('s'), 'receive');
    yield* complete(bus, received, 'complete');
  },
});
