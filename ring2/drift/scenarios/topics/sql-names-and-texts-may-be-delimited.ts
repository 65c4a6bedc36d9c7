import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "[with space] = 'a'": ['odd'],
  "\"with space\" = 'a'": ['odd'],
  "[a]]b] = 'it''s'": ['odd'],
  "user.[with space] = 'a'": ['odd'],
};
const SAMPLES = {
  odd: { properties: { 'with space': 'a', 'a]b': "it's" } },
  plain: {},
};

export default defineScenario({
  name: 'sql-names-and-texts-may-be-delimited',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (delimited_identifier, quoted_identifier, string_constant)',
  origin: 'documented',
  expects: 'Any name can stand in brackets or double quotes; the closing sign within it, and the quote within a text, is written twice.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
