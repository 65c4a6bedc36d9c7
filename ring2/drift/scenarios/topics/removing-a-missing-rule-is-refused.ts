import { defineScenario } from '#ring2/drift/scenario';
import { removeRule } from '#ring2/drift/steps/rules';

export default defineScenario({
  name: 'removing-a-missing-rule-is-refused',
  ids: ['D89'],
  source: '[inf] of service-bus-amqp-request-response and service-bus-messaging-exceptions-latest: what is not there could not be found',
  origin: 'assumed',
  expects: 'Removing a rule that is not there is refused with MessagingEntityNotFound.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'remove a missing rule': 'MessagingEntityNotFound' },

  async *run(bus, { subscription }) {
    yield* removeRule(bus, subscription('s'), 'missing', 'remove a missing rule');
  },
});
