import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "Color = 'red'": ['red'],
  "color = 'red'": ['red'],
  "sys.label = 'yes'": ['red'],
  "SYS.Label = 'yes'": ['red'],
};
const SAMPLES = {
  red: { subject: 'yes', properties: { color: 'red' } },
  blue: { properties: { color: 'blue' } },
};

export default defineScenario({
  name: 'sql-names-ignore-case',
  ids: ['D83'],
  source: 'L9, service-bus-messaging-sql-filter',
  origin: 'azure-tests',
  expects: 'Names of properties in a condition are those of the message in any case.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
