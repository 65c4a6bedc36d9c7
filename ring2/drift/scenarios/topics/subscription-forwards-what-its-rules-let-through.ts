import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'subscription-forwards-what-its-rules-let-through',
  ids: ['D90'],
  source: 'service-bus-auto-forwarding, topic-filters (routing)',
  origin: 'documented',
  expects: 'A subscription forwards to a queue what its rules let through, as its action changed it, and keeps nothing.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'forwarding', 'peek'],
  entities: { queues: { queue: {} }, topics: { topic: { subscriptions: { s: { forwardTo: 'queue', rules: [{ name: 'r', sqlFilter: "color = 'red'", action: "SET by = 'rule'" }] } } } } },
  shows: { 'receive what was forwarded': { messageId: 'message#2', 'properties.by': 'rule' }, 'peek at the queue': { count: 0 }, 'peek at the subscription': { count: 0 } },

  async *run(bus, { queue, topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { color: 'blue' } }), 'send a blue one');
    yield* send(bus, topic, message({ properties: { color: 'red' } }), 'send a red one');
    const received = yield* receive(bus, queue, 'receive what was forwarded');
    yield* complete(bus, received, 'complete');
    yield* peek(bus, queue, 'peek at the queue');
    yield* peek(bus, subscription('s'), 'peek at the subscription');
  },
});
