import { defineScenario } from '#ring2/drift/scenario';
import { administer, described } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'auto-delete-below-five-minutes-is-refused',
  ids: ['D121'],
  source: 'service-bus-quotas, message-expiration (AutoDeleteOnIdle: at least 5 minutes); the code [inf] of a refused creation',
  origin: 'documented',
  expects: 'AutoDeleteOnIdle can be five minutes and no less.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { 'create with five minutes': { autoDeleteOnIdle: 'PT5M' }, 'create with a second less': 'ServiceError' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create with five minutes', () => admin.createQueue(fresh('shortest'), { autoDeleteOnIdle: 'PT5M' }), described('autoDeleteOnIdle'));
    yield* administer('create with a second less', () => admin.createQueue(fresh('shorter'), { autoDeleteOnIdle: 'PT4M59S' }));
  },
});
