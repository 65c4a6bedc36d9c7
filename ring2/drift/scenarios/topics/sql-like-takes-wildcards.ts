import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "code LIKE 'ab%'": ['ab', 'abc'],
  "code LIKE '%b%'": ['ab', 'abc', 'xb'],
  "code LIKE 'ab_'": ['abc'],
  "code LIKE 'ab'": ['ab'],
  "code NOT LIKE 'ab%'": ['xb'],
};
const SAMPLES = {
  ab: { properties: { code: 'ab' } },
  abc: { properties: { code: 'abc' } },
  xb: { properties: { code: 'xb' } },
  absent: {},
};

export default defineScenario({
  name: 'sql-like-takes-wildcards',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (pattern)',
  origin: 'documented',
  expects: 'In LIKE, % stands for any characters, none too, and _ for exactly one; the whole text must fit.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
