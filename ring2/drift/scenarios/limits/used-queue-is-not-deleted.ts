import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'used-queue-is-not-deleted',
  ids: ['D121'],
  source: 'message-expiration (idleness: no sends)',
  origin: 'documented',
  expects: 'Sending to a queue begins its AutoDeleteOnIdle anew.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin'],
  entities: {},
  shows: { 'look after eight minutes': 'ok' },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('used'), { autoDeleteOnIdle: 'PT5M' }));
    await bus.wait(240_000);
    yield* send(bus, fresh('used'), message(), 'send after four minutes');
    await bus.wait(240_000);
    yield* administer('look after eight minutes', () => admin.queue(fresh('used')));
  },
});
