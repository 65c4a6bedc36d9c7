import { ABSENT, defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'action-changes-its-own-copy-only',
  ids: ['D87'],
  source: 'topic-filters (private to the message copied into the subscription)',
  origin: 'documented',
  expects: "What an action changes shows in its own subscription's copy and in no other.",
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: {
    changed: { rules: [{ name: 'r', sqlFilter: '1 = 1', action: "SET color = 'red'; SET sys.To = 'Leeds'" }] }, untouched: {},
  } } } },
  shows: { 'receive the changed copy': { 'properties.color': 'red', to: 'Leeds' }, 'receive the other copy': { 'properties.color': 'blue', to: 'York', 'properties.RuleName': ABSENT } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ to: 'York', properties: { color: 'blue' } }));
    const changed = yield* receive(bus, subscription('changed'), 'receive the changed copy');
    yield* complete(bus, changed, 'complete it');
    const untouched = yield* receive(bus, subscription('untouched'), 'receive the other copy');
    yield* complete(bus, untouched, 'complete the other');
  },
});
