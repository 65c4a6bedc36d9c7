import { defineScenario } from '#ring2/drift/scenario';
import { cancelScheduled, complete, peek, receive, schedule } from '#ring2/drift/steps/index';
import { notBefore } from '#core/transcript';
import type { SeenMessage } from '#ring2/drift/message';
import { TOLERANCE_MS } from '#ring2/drift/facts';
export default defineScenario({
  name: 'schedule-and-cancel',
  ids: ['D61', 'D62'],
  source: 'message-sequencing, L7',
  origin: 'azure-tests',
  expects: 'A scheduled message can be cancelled by its sequence number until its time comes, and is enqueued no earlier than asked.',
  contracts: [],
  tier: 'fast',
  needs: ['scheduled', 'peek'],
  shows: {
    'peek at the scheduled one': { state: 'scheduled' },
    'peek after cancelling': { count: 0 },
    'receive when due': { 'enqueued on time': true },
  },

  async *run(bus, { queue, message }) {
    const number = yield* schedule(bus, queue, message(), bus.now() + 600_000, 'schedule in ten minutes');
    yield* peek(bus, queue, 'peek at the scheduled one');
    yield* cancelScheduled(bus, queue, number, 'cancel');
    yield* peek(bus, queue, 'peek after cancelling');

    const due = bus.now() + 5000;
    yield* schedule(bus, queue, message(), due, 'schedule in five seconds');
    await bus.wait(7000);
    const onTime = ({ enqueuedAt = 0 }: SeenMessage) => ({ 'enqueued on time': notBefore(enqueuedAt, due, 'the scheduled time', TOLERANCE_MS) });
    const received = yield* receive(bus, queue, 'receive when due', onTime);
    yield* complete(bus, received, 'complete');
  },
});
