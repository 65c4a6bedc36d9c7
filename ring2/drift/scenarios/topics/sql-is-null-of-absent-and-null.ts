import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'color IS NULL': ['nothing', 'absent'],
  'color IS NOT NULL': ['red'],
  'NOT (color IS NULL)': ['red'],
};
const SAMPLES = {
  red: { properties: { color: 'red' } },
  nothing: { properties: { color: null } },
  absent: {},
};

export default defineScenario({
  name: 'sql-is-null-of-absent-and-null',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (IS [NOT] NULL semantics)',
  origin: 'documented',
  expects: 'IS NULL is true of a property that is absent and of one whose value is null.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
