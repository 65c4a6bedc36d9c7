import { defineScenario } from '#ring2/drift/scenario';
import { addRule, removeRule, ruleNames } from '#ring2/drift/steps/rules';
import { sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'default-rule-can-be-replaced',
  ids: ['D80'],
  source: 'topic-filters, L9',
  origin: 'azure-tests',
  expects: 'Without $Default a subscription gets only what its other rules let through.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'rules at first': { names: ['$Default'] }, 'rules afterwards': { names: ['last', 'red'] }, 'what the subscription got': { selected: ['red'] } },

  async *run(bus, stage) {
    const subscription = stage.subscription('s');
    yield* ruleNames(bus, subscription, 'rules at first');
    yield* addRule(bus, subscription, { name: 'red', sqlFilter: "color = 'red'" }, 'add a filter');
    yield* addRule(bus, subscription, { name: 'last', correlationFilter: { subject: 'last' } }, 'add another');
    yield* removeRule(bus, subscription, '$Default', 'remove $Default');
    yield* ruleNames(bus, subscription, 'rules afterwards');
    yield* sendSamples(bus, stage, { red: { properties: { color: 'red' } }, blue: { properties: { color: 'blue' } } });
    yield* takeSelected(bus, subscription, 'what the subscription got');
  },
});
