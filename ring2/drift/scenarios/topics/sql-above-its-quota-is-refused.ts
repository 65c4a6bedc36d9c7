import { defineScenario } from '#ring2/drift/scenario';
import { addRule, ruleNames } from '#ring2/drift/steps/rules';

/** So many characters of SQL that end with a long text. */
const textOf = (begin: string, length: number): string => `${begin}'${'x'.repeat(length - begin.length - 2)}'`;

export default defineScenario({
  name: 'sql-above-its-quota-is-refused',
  ids: ['D85'],
  source: 'service-bus-quotas (size of SQL filters or actions)',
  origin: 'documented',
  expects: 'A filter or action of 1024 characters is taken, a longer one refused; so is an action of more than 32 expressions.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'rules afterwards': { names: ['$Default', 'action-1024', 'action-32', 'filter-1024'] } },

  async *run(bus, { subscription }) {
    const add = (name: string, sqlFilter: string, action?: string) => addRule(bus, subscription('s'), { name, sqlFilter, ...(action !== undefined && { action }) }, `add ${name}`);
    yield* add('filter-1024', textOf('color = ', 1024));
    yield* add('filter-1025', textOf('color = ', 1025));
    yield* add('action-1024', '1 = 1', textOf('SET color = ', 1024));
    yield* add('action-1025', '1 = 1', textOf('SET color = ', 1025));
    yield* add('action-32', '1 = 1', 'SET n = 1;'.repeat(32));
    yield* add('action-33', '1 = 1', 'SET n = 1;'.repeat(33));
    yield* ruleNames(bus, subscription('s'), 'rules afterwards');
  },
});
