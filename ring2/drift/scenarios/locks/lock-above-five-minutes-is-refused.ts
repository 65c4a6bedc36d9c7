import { defineScenario } from '#ring2/drift/scenario';
import { administer, described } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'lock-above-five-minutes-is-refused',
  ids: ['D04'],
  source: 'message-transfers-locks-settlement (LockDuration of at most five minutes); the code [inf] of a refused creation',
  origin: 'documented',
  expects: 'A queue can lock its messages for five minutes and no longer.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { 'create with five minutes': { lockDuration: 'PT5M' }, 'create with a second more': 'ServiceError', 'change to a second more': 'ServiceError' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create with five minutes', () => admin.createQueue(fresh('longest'), { lockDuration: 'PT5M' }), described('lockDuration'));
    yield* administer('create with a second more', () => admin.createQueue(fresh('longer'), { lockDuration: 'PT5M1S' }));
    yield* administer('change to a second more', () => admin.updateQueue(fresh('longest'), { lockDuration: 'PT5M1S' }));
  },
});
