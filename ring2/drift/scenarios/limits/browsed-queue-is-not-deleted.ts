import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { peek } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'browsed-queue-is-not-deleted',
  ids: ['D121'],
  source: 'message-expiration (idleness: no browse/peek)',
  origin: 'documented',
  expects: 'Peeking at a queue, an empty one too, begins its AutoDeleteOnIdle anew.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin', 'peek'],
  entities: {},
  shows: { 'look after eight minutes': 'ok' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('browsed'), { autoDeleteOnIdle: 'PT5M' }));
    await bus.wait(240_000);
    yield* peek(bus, fresh('browsed'), 'peek after four minutes');
    await bus.wait(240_000);
    yield* administer('look after eight minutes', () => admin.queue(fresh('browsed')));
  },
});
