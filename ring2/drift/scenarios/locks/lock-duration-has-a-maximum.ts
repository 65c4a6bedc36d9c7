import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'lock-duration-has-a-maximum',
  ids: ['D04'],
  source: 'CreateQueueOptions.LockDuration of azure-sdk-for-net, service-bus-resource-manager-exceptions (bad request)',
  origin: 'documented',
  expects: 'A queue can be made with a lock duration of five minutes, and not with a longer one.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { 'create with five minutes': { lockDuration: 'PT5M' }, 'create with five minutes and a second': 'ServiceError' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    const duration = ({ lockDuration = null }: Awaited<ReturnType<typeof admin.createQueue>>) => ({ lockDuration: exact(lockDuration) });
    yield* administer('create with five minutes', () => admin.createQueue(fresh('longest'), { lockDuration: 'PT5M' }), duration);
    yield* administer('create with five minutes and a second', () => admin.createQueue(fresh('longer'), { lockDuration: 'PT5M1S' }), duration);
  },
});
