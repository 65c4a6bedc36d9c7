import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { attachReceiver } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'attached-receiver-keeps-a-queue',
  ids: ['D121'],
  source: '[inf] of message-expiration: a queue with a receive in progress is in use',
  origin: 'assumed',
  expects: 'A queue on which a receiver is attached is not idle.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin', 'wire'],
  entities: {},
  shows: { 'look after six minutes': 'ok' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('awaited'), { autoDeleteOnIdle: 'PT5M' }));
    yield* attachReceiver(await bus.wire(), fresh('awaited'), 'attach');
    await bus.wait(360_000);
    yield* administer('look after six minutes', () => admin.queue(fresh('awaited')));
  },
});
