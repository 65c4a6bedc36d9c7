import { defineScenario } from '#ring2/drift/scenario';
import { addRule, ruleNames } from '#ring2/drift/steps/rules';

export default defineScenario({
  name: 'unknown-system-property-is-refused',
  ids: ['D84'],
  source: '[inf] of service-bus-messaging-sql-filter, which calls it an error and a FilterException, but says not when',
  origin: 'assumed',
  expects: 'A rule that names a system property that there is not is refused when it is added, in a filter and in an action.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'a filter over it': 'GeneralError', 'an action that sets it': 'GeneralError', 'rules afterwards': { names: ['$Default'] } },

  async *run(bus, { subscription }) {
    yield* addRule(bus, subscription('s'), { name: 'filter', sqlFilter: 'sys.Colour = 1' }, 'a filter over it');
    yield* addRule(bus, subscription('s'), { name: 'action', sqlFilter: '1 = 1', action: 'SET sys.Colour = 1' }, 'an action that sets it');
    yield* ruleNames(bus, subscription('s'), 'rules afterwards');
  },
});
