import { defineScenario } from '#ring2/drift/scenario';
import { conditionsTopic, selectBy, selects } from '#ring2/drift/steps/selection';

const EXPECTED = {
  "To = 'user'": ['both'],
  "user.To = 'user'": ['both'],
  "sys.To = 'north'": ['both', 'system'],
  "sys.To = 'user'": [],
  "sys.CorrelationId = 'c'": ['system'],
  "sys.ReplyTo = 'r'": ['system'],
  "sys.ContentType = 'text/plain'": ['system'],
  "sys.ReplyToSessionId = 's'": ['system'],
  "sys.MessageId = 'm'": ['system'],
};
const SAMPLES = {
  both: { to: 'north', properties: { To: 'user' } },
  system: { to: 'north', messageId: 'm', correlationId: 'c', replyTo: 'r', replyToSessionId: 's', contentType: 'text/plain' },
};

export default defineScenario({
  name: 'sql-sys-and-user-are-two-scopes',
  ids: ['D83'],
  source: 'service-bus-messaging-sql-filter (scope), topic-filters',
  origin: 'documented',
  expects: "Without a scope a name is an application property; the message's own properties are named with sys.",
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: conditionsTopic(Object.keys(EXPECTED)),
  shows: selects(EXPECTED),

  run: (bus, stage) => selectBy(bus, stage, Object.keys(EXPECTED), SAMPLES),
});
