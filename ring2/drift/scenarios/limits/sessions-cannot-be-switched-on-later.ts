import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'sessions-cannot-be-switched-on-later',
  ids: ['D119'],
  source: 'enable-message-sessions, enable-duplicate-detection: only when the queue is created; the code [inf] of a refused update',
  origin: 'documented',
  expects: 'Whether a queue requires sessions or detects duplicates is decided when it is made: an update that changes it is refused.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  shows: { 'require sessions': 'ServiceError', 'detect duplicates': 'ServiceError' },

  async *run(bus, { queue }) {
    const admin = await bus.admin();
    yield* administer('require sessions', () => admin.updateQueue(queue, { requiresSession: true }));
    yield* administer('detect duplicates', () => admin.updateQueue(queue, { requiresDuplicateDetection: true }));
  },
});
