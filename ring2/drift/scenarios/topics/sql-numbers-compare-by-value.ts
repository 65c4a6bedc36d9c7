import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'n = 3': ['three'],
  'n = 3.0': ['three'],
  'n = 30E-1': ['three'],
  'n > 2.5': ['three', 'large'],
  'n = 0.25': ['quarter'],
  'n = 1099511627776': ['large'],
  'n >= 0.25 AND n <= 3': ['three', 'quarter'],
  'n != 3': ['quarter', 'large'],
};
const SAMPLES = {
  three: { properties: { n: 3 } },
  quarter: { properties: { n: 0.25 } },
  large: { properties: { n: 2 ** 40 } },
};

export default defineScenario({
  name: 'sql-numbers-compare-by-value',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (constant, operator binding semantics)',
  origin: 'documented',
  expects: 'Whole, decimal and scientific constants compare with numbers of any type by their value.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
