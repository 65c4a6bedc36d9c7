import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "property('color') = 'red'": ['red'],
  "p('color') = 'red'": ['red'],
  "p('co' + 'lor') = 'red'": ['red'],
  "p(which) = 'red'": ['red'],
};
const SAMPLES = {
  red: { properties: { color: 'red', which: 'color' } },
  blue: { properties: { color: 'blue', which: 'color' } },
};

export default defineScenario({
  name: 'sql-property-function-takes-a-computed-name',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (function)',
  origin: 'documented',
  expects: 'The function property(name), in short p(name), gives the value of the application property with that name, which may be computed.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
