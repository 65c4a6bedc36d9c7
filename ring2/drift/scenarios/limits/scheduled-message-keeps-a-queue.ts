import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { schedule } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'scheduled-message-keeps-a-queue',
  ids: ['D121'],
  source: 'message-expiration (idleness: no scheduled messages)',
  origin: 'documented',
  expects: 'A queue with a scheduled message is not idle.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin', 'scheduled'],
  entities: {},
  shows: { 'look after eight minutes': 'ok' },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('waiting'), { autoDeleteOnIdle: 'PT5M' }));
    yield* schedule(bus, fresh('waiting'), message(), bus.now() + 3_600_000, 'schedule in an hour');
    await bus.wait(480_000);
    yield* administer('look after eight minutes', () => admin.queue(fresh('waiting')));
  },
});
