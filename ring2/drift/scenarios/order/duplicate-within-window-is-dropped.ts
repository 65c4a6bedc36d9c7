import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'duplicate-within-window-is-dropped',
  ids: ['D70'],
  source: 'duplicate-detection',
  origin: 'documented',
  expects: 'A message with an id that was sent within the window is accepted and dropped, whatever else it says and even when the first one is consumed.',
  contracts: [],
  tier: 'fast',
  needs: ['duplicate-detection', 'peek'],
  entities: { queues: { queue: { requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'PT5M', lockDuration: 'PT1M' } } },
  shows: {
    'send its duplicate': 'ok',
    receive: { messageId: 'message#1', body: 'first' },
    'peek at all': { count: 1 },
    'send it once more': 'ok',
    'peek after that': { count: 0 },
    'receive another': { messageId: 'message#2' },
  },

  async *run(bus, { queue, message }) {
    const first = message({ body: 'first' });
    yield* send(bus, queue, first);
    yield* trySend(bus, queue, { ...first, body: 'second', subject: 'another' }, 'send its duplicate');
    const received = yield* receive(bus, queue, 'receive');
    yield* peek(bus, queue, 'peek at all');
    yield* complete(bus, received, 'complete');
    yield* trySend(bus, queue, first, 'send it once more');
    yield* peek(bus, queue, 'peek after that');
    yield* send(bus, queue, message(), 'send another');
    yield* receive(bus, queue, 'receive another');
  },
});
