import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'n / 2 = 3': ['seven'],
  'n / 2.0 = 3.5': ['seven'],
  'n % 2 = 1': ['seven'],
  '2 + n * 2 = 16': ['seven'],
  '(2 + n) * 2 = 18': ['seven'],
  'n - 8 = -1': ['seven'],
  '-n < -6': ['seven'],
  '+n = 4': ['four'],
  "t + '!' = 'x!'": ['seven'],
};
const SAMPLES = {
  four: { properties: { n: 4 } },
  seven: { properties: { n: 7, t: 'x' } },
};

export default defineScenario({
  name: 'sql-calculates-as-c-sharp',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (operator binding semantics)',
  origin: 'documented',
  expects: 'Arithmetic in conditions follows C#: whole numbers divide without remainder, with a decimal number they do not, texts are joined by +.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
