import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'forwarding-to-itself-is-refused',
  ids: ['D91'],
  source: '[inf] of service-bus-auto-forwarding: the destination must exist when the source is created, and one that forwards to itself has no end',
  origin: 'assumed',
  expects: 'A queue cannot be changed to forward to itself.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'admin'],
  entities: {},
  shows: { 'make it forward to itself': 'ServiceError' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('circle')));
    yield* administer('make it forward to itself', () => admin.updateQueue(fresh('circle'), { forwardTo: fresh('circle') }));
  },
});
