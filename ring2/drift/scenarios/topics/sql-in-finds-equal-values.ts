import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "store IN ('a', 'b')": ['a', 'b'],
  "store NOT IN ('a', 'b')": ['c'],
  'n IN (1, 3)': ['a', 'c'],
  "sys.To IN ('north')": ['a'],
};
const SAMPLES = {
  a: { to: 'north', properties: { store: 'a', n: 1 } },
  b: { properties: { store: 'b', n: 2 } },
  c: { properties: { store: 'c', n: 3 } },
  absent: {},
};

export default defineScenario({
  name: 'sql-in-finds-equal-values',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (Using IN and NOT IN)',
  origin: 'documented',
  expects: 'IN is true when the value equals one of the list, NOT IN when it equals none, for texts, numbers and system properties.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
