import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'forwarding-to-nowhere-is-refused',
  ids: ['D91'],
  source: 'service-bus-auto-forwarding (the destination must exist when the source is created)',
  origin: 'documented',
  expects: 'An entity that forwards to one that does not exist is not made.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'admin'],
  entities: {},
  shows: { 'create with a missing target': 'ServiceError', 'look for it': 'MessageEntityNotFoundError' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create with a missing target', () => admin.createQueue(fresh('from'), { forwardTo: fresh('missing') }));
    yield* administer('look for it', () => admin.queue(fresh('from')));
  },
});
