import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'creating-an-entity-twice-conflicts',
  ids: ['D119'],
  source: 'service-bus-resource-manager-exceptions (40900), recorded answers of the tests of azure-sdk-for-js (atomManagement)',
  origin: 'documented',
  expects: 'A second entity of one name is refused (HTTP 409), a topic beside a queue too, and what is there stays.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { 'create it again': 'MessageEntityAlreadyExistsError', 'create a topic of that name': 'MessageEntityAlreadyExistsError', 'look at it': 'ok' },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create', () => admin.createQueue(fresh('taken')));
    yield* administer('create it again', () => admin.createQueue(fresh('taken')));
    yield* administer('create a topic of that name', () => admin.createTopic(fresh('taken')));
    yield* administer('look at it', () => admin.queue(fresh('taken')));
  },
});
