import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'express = TRUE': ['yes'],
  'express = false': ['no'],
  'express <> TRUE': ['no'],
  'NOT (express = TRUE)': ['no'],
};
const SAMPLES = {
  yes: { properties: { express: true } },
  no: { properties: { express: false } },
  absent: {},
};

export default defineScenario({
  name: 'sql-booleans-are-conditions',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (boolean_constant)',
  origin: 'documented',
  expects: 'TRUE and FALSE are values of boolean properties, and a filter over a boolean can compare with them.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
