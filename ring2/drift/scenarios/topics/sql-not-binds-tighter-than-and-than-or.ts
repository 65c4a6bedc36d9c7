import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'a = 1 OR b = 1 AND b = 2': ['a', 'both'],
  '(a = 1 OR b = 1) AND b = 1': ['b', 'both'],
  'NOT a = 1 AND b = 1': ['b'],
};
const SAMPLES = {
  a: { properties: { a: 1, b: 0 } },
  b: { properties: { a: 0, b: 1 } },
  both: { properties: { a: 1, b: 1 } },
};

export default defineScenario({
  name: 'sql-not-binds-tighter-than-and-than-or',
  ids: ['D83'],
  source: '[inf] of service-bus-messaging-sql-filter: a subset of SQL-92, whose precedence this is',
  origin: 'assumed',
  expects: 'NOT binds tighter than AND, and AND tighter than OR.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
