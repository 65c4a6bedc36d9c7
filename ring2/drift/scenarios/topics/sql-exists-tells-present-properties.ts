import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  'EXISTS(color)': ['red'],
  'NOT EXISTS(color)': ['plain'],
  'EXISTS(user.color)': ['red'],
  'EXISTS(sys.CorrelationId)': ['plain'],
};
const SAMPLES = {
  red: { properties: { color: 'red' } },
  plain: { correlationId: 'c' },
};

export default defineScenario({
  name: 'sql-exists-tells-present-properties',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter, topic-filters',
  origin: 'documented',
  expects: 'EXISTS is true of the properties that the message has, false of others, and never unknown.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
