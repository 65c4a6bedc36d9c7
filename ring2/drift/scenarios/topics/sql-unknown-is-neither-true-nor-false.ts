import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'n = 1': ['with'],
  'n <> 1': [],
  'NOT (n = 1)': [],
  'n = 2 OR 1 = 1': ['with', 'without'],
  'n = 1 AND 1 = 1': ['with'],
  'NOT (n = 1 AND 1 = 0)': ['with', 'without'],
  'NOT (n = 2 OR 1 = 0)': ['with'],
  'NOT (n + 1 = 3)': ['with'],
  'NOT (-n = 1)': ['with'],
  'n NOT IN (2)': ['with'],
  "NOT (t LIKE 'y%')": ['with'],
};
const SAMPLES = {
  with: { properties: { n: 1, t: 'x' } },
  without: {},
};

export default defineScenario({
  name: 'sql-unknown-is-neither-true-nor-false',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (property evaluation semantics, tables of AND and OR)',
  origin: 'documented',
  expects: 'A condition over a property that the message lacks is unknown: neither it nor its opposite lets the message through, unless the rest decides.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
