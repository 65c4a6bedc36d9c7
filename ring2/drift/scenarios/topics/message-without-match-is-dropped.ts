import { defineScenario } from '#ring2/drift/scenario';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'message-without-match-is-dropped',
  ids: ['D95'],
  source: 'topic-filters',
  origin: 'documented',
  expects: 'What no rule of a subscription lets through is accepted by the topic, and the subscription does not get it.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: selecting({ name: 'none', sqlFilter: '1 = 0' }) } } } },
  shows: { send: 'ok', 'what the subscription got': { selected: [] } },

  async *run(bus, stage) {
    yield* sendSamples(bus, stage, { red: { properties: { color: 'red' } }, plain: {} });
    yield* takeSelected(bus, stage.subscription('s'), 'what the subscription got');
  },
});
