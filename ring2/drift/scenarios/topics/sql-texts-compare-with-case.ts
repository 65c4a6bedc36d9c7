import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "color = 'RED'": [],
  "color LIKE 'R%'": [],
  "color IN ('Red')": [],
  "color <> 'RED'": ['red'],
};
const SAMPLES = {
  red: { properties: { color: 'red' } },
};

export default defineScenario({
  name: 'sql-texts-compare-with-case',
  ids: ['D83'],
  source: '[inf] of service-bus-messaging-sql-filter: comparison follows C#, where texts are equal letter by letter',
  origin: 'assumed',
  expects: 'Texts in a condition are compared with regard to case, by LIKE and IN too.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
