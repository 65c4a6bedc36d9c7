import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'session-queue-cannot-forward',
  ids: ['D91'],
  source: 'service-bus-auto-forwarding; issue 317 of azure-service-bus has the refusal: SubCode=40000',
  origin: 'documented',
  expects: 'A queue that requires sessions cannot forward its messages, to a queue with sessions either.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'sessions', 'admin'],
  entities: { queues: { queue: { requiresSession: true } } },
  shows: { 'create a session queue that forwards': 'ServiceError' },

  async *run(bus, { queue, fresh }) {
    const admin = await bus.admin();
    yield* administer('create a session queue that forwards', () => admin.createQueue(fresh('from'), { requiresSession: true, forwardTo: queue }));
  },
});
