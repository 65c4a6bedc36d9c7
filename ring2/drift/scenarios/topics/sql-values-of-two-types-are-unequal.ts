import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "n = '3'": ['text'],
  'n = 3': ['number'],
};
const SAMPLES = {
  number: { properties: { n: 3 } },
  text: { properties: { n: '3' } },
};

export default defineScenario({
  name: 'sql-values-of-two-types-are-unequal',
  ids: ['D83'],
  source: '[inf]: no source says what a comparison of a number with a text gives; C# would not compile it',
  origin: 'assumed',
  expects: 'A text and a number with the same digits are not equal.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
