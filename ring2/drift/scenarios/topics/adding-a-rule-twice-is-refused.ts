import { defineScenario } from '#ring2/drift/scenario';
import { addRule, ruleNames } from '#ring2/drift/steps/rules';

export default defineScenario({
  name: 'adding-a-rule-twice-is-refused',
  ids: ['D89'],
  source: 'L9: the live test asserts that it fails and the text; the code follows from service-bus-messaging-exceptions-latest',
  origin: 'azure-tests',
  expects: 'A second rule of one name is refused (MessagingEntityAlreadyExists), and the first one stays.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'add it again': 'MessagingEntityAlreadyExists', rules: { names: ['$Default', 'color'] } },

  async *run(bus, { subscription }) {
    yield* addRule(bus, subscription('s'), { name: 'color', correlationFilter: { subject: 'yellow' } }, 'add a rule');
    yield* addRule(bus, subscription('s'), { name: 'color', correlationFilter: { subject: 'red' } }, 'add it again');
    yield* ruleNames(bus, subscription('s'), 'rules');
  },
});
