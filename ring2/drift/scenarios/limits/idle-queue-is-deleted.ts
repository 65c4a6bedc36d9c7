import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { send, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'idle-queue-is-deleted',
  ids: ['D121'],
  source: 'message-expiration (idleness: no sends)',
  origin: 'documented',
  expects: 'A queue that nobody uses for its AutoDeleteOnIdle is deleted, with the messages in it.',
  contracts: [],
  tier: 'minutes',
  needs: ['admin'],
  entities: {},
  shows: { 'look before': 'ok', 'look afterwards': 'MessageEntityNotFoundError', 'send afterwards': 'MessagingEntityNotFound' },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('idle'), { autoDeleteOnIdle: 'PT5M' }));
    yield* send(bus, fresh('idle'), message());
    await bus.wait(240_000);
    yield* administer('look before', () => admin.queue(fresh('idle')));
    // Longer than it must be: the cloud looks from time to time.
    await bus.wait(300_000);
    yield* administer('look afterwards', () => admin.queue(fresh('idle')));
    // By links of its own: what a client makes of one that was detached is its own affair.
    yield* trySend(bus.another(), fresh('idle'), message(), 'send afterwards');
  },
});
