import { defineScenario } from '#ring2/drift/scenario';
import { step, tryAccept } from '#ring2/drift/steps/index';
import { ruleNames } from '#ring2/drift/steps/rules';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'manage-unknown-entity',
  ids: ['D105'],
  source: 'service-bus-messaging-exceptions-latest (MessagingEntityNotFound); of peek and rules [inf]',
  origin: 'documented',
  expects: 'Peeking, scheduling, sessions and rules of an entity that does not exist are refused with MessagingEntityNotFound, and so it is by the administration API.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'admin', 'peek', 'scheduled', 'sessions'],
  entities: { topics: { topic: { subscriptions: {} } } },
  shows: {
    'peek at nowhere': 'MessagingEntityNotFound', 'schedule to nowhere': 'MessagingEntityNotFound', 'accept a session of nowhere': 'MessagingEntityNotFound',
    'rules of nowhere': 'MessagingEntityNotFound', 'look for it': 'MessageEntityNotFoundError', 'delete it': 'MessageEntityNotFoundError',
  },

  async *run(bus, { fresh, message, subscription }) {
    const missing = fresh('missing');
    yield* step('peek at nowhere', 'peek', () => bus.peek(missing, 1));
    yield* step('schedule to nowhere', 'schedule', () => bus.schedule(missing, message(), bus.now() + 60_000));
    yield* tryAccept(bus, missing, 'a', 'accept a session of nowhere');
    yield* ruleNames(bus, subscription('missing'), 'rules of nowhere');
    const admin = await bus.admin();
    yield* administer('look for it', () => admin.queue(missing));
    yield* administer('delete it', () => admin.deleteQueue(missing));
  },
});
