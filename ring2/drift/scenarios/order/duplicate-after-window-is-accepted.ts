import { defineScenario } from '#ring2/drift/scenario';
import { receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'duplicate-after-window-is-accepted',
  ids: ['D70'],
  source: 'duplicate-detection (the shortest window is 20 s)',
  origin: 'documented',
  expects: 'When the window has passed, a message with the same id is a new message.',
  contracts: [],
  tier: 'fast',
  needs: ['duplicate-detection'],
  entities: { queues: { queue: { requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'PT20S', lockDuration: 'PT1M' } } },
  shows: { 'receive the second': { messageId: 'message#1', body: 'second', sequenceNumber: 'sequence#2' } },

  async *run(bus, { queue, message }) {
    const first = message({ body: 'first' });
    yield* send(bus, queue, first);
    yield* receive(bus, queue, 'receive the first');
    // Real brokers forget in rounds; half as long again leaves room for one.
    await bus.wait(30_000);
    yield* send(bus, queue, { ...first, body: 'second' }, 'send the second');
    yield* receive(bus, queue, 'receive the second');
  },
});
