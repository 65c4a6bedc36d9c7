import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'changed-queue-is-not-deleted',
  ids: ['D121'],
  source: 'message-expiration (idleness: no updates to the queue)',
  origin: 'documented',
  expects: 'A change of a queue begins its AutoDeleteOnIdle anew.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin'],
  entities: {},
  shows: { 'look after eight minutes': 'ok' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('changed'), { autoDeleteOnIdle: 'PT5M' }));
    await bus.wait(240_000);
    yield* administer('change after four minutes', () => admin.updateQueue(fresh('changed'), { maxDeliveryCount: 5 }));
    await bus.wait(240_000);
    yield* administer('look after eight minutes', () => admin.queue(fresh('changed')));
  },
});
