import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'entity-names-have-a-longest-length',
  ids: ['D94'],
  source: 'service-bus-quotas (260 characters of a path, 50 of a name)',
  origin: 'documented',
  expects: "A queue's name may have 260 characters and a subscription's 50, not one more.",
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'admin'],
  entities: { topics: { topic: { subscriptions: {} } } },
  shows: { 'a queue with 260': 'ok', 'a queue with 261': 'ServiceError', 'a subscription with 50': 'ok', 'a subscription with 51': 'ServiceError' },

  async *run(bus, { fresh, topic }) {
    const admin = await bus.admin();
    const queue = fresh('long').padEnd(260, 'x');
    yield* administer('a queue with 260', () => admin.createQueue(queue));
    yield* administer('a queue with 261', () => admin.createQueue(`${queue}x`));
    yield* administer('a subscription with 50', () => admin.createSubscription(topic, 's'.repeat(50)));
    yield* administer('a subscription with 51', () => admin.createSubscription(topic, 's'.repeat(51)));
  },
});
