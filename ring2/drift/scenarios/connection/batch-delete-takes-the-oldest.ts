import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { peek, receive, send } from '#ring2/drift/steps/index';
import { manage } from '#ring2/drift/steps/wire';
import { entry, int, map, plain, timestamp } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'batch-delete-takes-the-oldest',
  ids: ['D118'],
  source: 'batch-delete; the beta of the JavaScript client sends com.microsoft:batch-delete-messages',
  origin: 'documented',
  expects: 'Batch deletion removes as many of the oldest messages as asked for, passes over locked ones, and says how many it removed.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'peek'],
  shows: {
    'delete two': { status: 200, deleted: 2 }, 'peek after deleting': { count: 2, messageId: 'message#1' },
    'delete what is left': { status: 200, deleted: 1 }, 'peek at the end': { count: 1, messageId: 'message#1' },
  },

  async *run(bus, { queue, message }) {
    const wire = await bus.wire();
    yield* send(bus, queue, message(), 'send the first');
    yield* send(bus, queue, [message(), message(), message()], 'send three more');
    yield* receive(bus, queue, 'lock the first');
    await bus.wait(1000);
    const remove = (name: string, count: number) => manage(wire, queue, 'com.microsoft:batch-delete-messages', map({ 'message-count': int(count), 'enqueued-time-utc': timestamp(bus.now()) }), name,
      ({ body }) => ({ deleted: exact(Number(plain(entry(body, 'message-count') ?? int(0)))) }));
    yield* remove('delete two', 2);
    yield* peek(bus, queue, 'peek after deleting');
    yield* remove('delete what is left', 10);
    yield* peek(bus, queue, 'peek at the end');
  },
});
