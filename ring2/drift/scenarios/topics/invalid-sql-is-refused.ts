import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { addRule, ruleNames } from '#ring2/drift/steps/rules';

export default defineScenario({
  name: 'invalid-sql-is-refused',
  ids: ['D83'],
  source: '[inf] of service-bus-messaging-sql-filter, whose grammar has no such text; the codes are guessed',
  origin: 'assumed',
  expects: 'A filter or action that is no SQL is refused when the rule is added, over AMQP and by the administration API.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'admin'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'half a comparison': 'GeneralError', 'no action': 'GeneralError', 'by the administration API': 'ServiceError', 'rules afterwards': { names: ['$Default'] } },

  async *run(bus, { subscription, topic }) {
    yield* addRule(bus, subscription('s'), { name: 'half', sqlFilter: 'color =' }, 'half a comparison');
    yield* addRule(bus, subscription('s'), { name: 'drop', sqlFilter: '1 = 1', action: 'DROP color' }, 'no action');
    const admin = await bus.admin();
    yield* administer('by the administration API', () => admin.createRule(topic, 's', { name: 'half', sqlFilter: 'color =' }));
    yield* ruleNames(bus, subscription('s'), 'rules afterwards');
  },
});
