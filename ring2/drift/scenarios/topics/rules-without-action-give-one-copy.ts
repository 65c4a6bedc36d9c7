import { defineScenario } from '#ring2/drift/scenario';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'rules-without-action-give-one-copy',
  ids: ['D81'],
  source: 'topic-filters',
  origin: 'documented',
  expects: 'A message that several rules without action let through comes once.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: selecting({ name: 'red', sqlFilter: "color = 'red'" }, { name: 'urgent', correlationFilter: { subject: 'urgent' } }) } } } },
  shows: { 'what the subscription got': { selected: ['both', 'red', 'urgent'] } },

  async *run(bus, stage) {
    const red = { properties: { color: 'red' } };
    yield* sendSamples(bus, stage, { both: { ...red, subject: 'urgent' }, red, urgent: { subject: 'urgent' }, neither: {} });
    yield* takeSelected(bus, stage.subscription('s'), 'what the subscription got');
  },
});
