import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'EXISTS(color)': ['nothing'],
};
const SAMPLES = {
  nothing: { properties: { color: null } },
  absent: {},
};

export default defineScenario({
  name: 'sql-exists-is-true-of-null',
  ids: ['D83'],
  source: '[inf] of service-bus-messaging-sql-filter: EXISTS asks for the property, IS NULL for its value',
  origin: 'assumed',
  expects: 'EXISTS is true of a property whose value is null.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
