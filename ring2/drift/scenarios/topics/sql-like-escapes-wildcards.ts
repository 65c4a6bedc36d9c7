import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "code LIKE '50\\%' ESCAPE '\\'": ['percent'],
  "code LIKE '50%'": ['percent', 'underscore', 'other'],
  "code LIKE '50!_' ESCAPE '!'": ['underscore'],
};
const SAMPLES = {
  percent: { properties: { code: '50%' } },
  underscore: { properties: { code: '50_' } },
  other: { properties: { code: '50x' } },
};

export default defineScenario({
  name: 'sql-like-escapes-wildcards',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (escape_char)',
  origin: 'documented',
  expects: 'After the ESCAPE character, % and _ stand for themselves.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
