import { defineScenario } from '#ring2/drift/scenario';
import { addRule, ruleNames } from '#ring2/drift/steps/rules';

export default defineScenario({
  name: 'rules-are-listed-by-name',
  ids: ['D88'],
  source: 'L9',
  origin: 'azure-tests',
  expects: 'The rules of a subscription are told by name, $Default first.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { rules: { names: ['$Default', 'correlationRule', 'sqlRule'] } },

  async *run(bus, { subscription }) {
    yield* addRule(bus, subscription('s'), { name: 'sqlRule', sqlFilter: 'price > 10' }, 'add a SQL rule');
    yield* addRule(bus, subscription('s'), { name: 'correlationRule', correlationFilter: { subject: 'red' } }, 'add a correlation rule');
    yield* ruleNames(bus, subscription('s'), 'rules');
  },
});
