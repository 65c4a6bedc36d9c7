import { defineScenario } from '#ring2/drift/scenario';
import { cancelScheduled, peek, receive, schedule } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'cancel-what-is-not-scheduled-fails',
  ids: ['D62'],
  source: '[inf] of message-sequencing (the number is valid only while the message is scheduled) and of issue 926 of MassTransit (MessageNotFound for a number that is not there)',
  origin: 'assumed',
  expects: 'Only a scheduled message can be cancelled: one that was cancelled before or that is active already is not found, and the active one stays.',
  contracts: [],
  tier: 'fast',
  needs: ['scheduled', 'peek'],
  shows: { 'cancel again': 'MessageNotFound', 'cancel after its time': 'MessageNotFound', 'cancel by its new number': 'MessageNotFound', receive: { messageId: 'message#2' } },

  async *run(bus, { queue, message }) {
    const cancelled = yield* schedule(bus, queue, message(), bus.now() + 600_000, 'schedule in ten minutes');
    yield* cancelScheduled(bus, queue, cancelled, 'cancel');
    yield* cancelScheduled(bus, queue, cancelled, 'cancel again');
    const due = yield* schedule(bus, queue, message(), bus.now() + 5000, 'schedule in five seconds');
    await bus.wait(7000);
    yield* cancelScheduled(bus, queue, due, 'cancel after its time');
    const [active] = yield* peek(bus, queue, 'peek at the active one');
    yield* cancelScheduled(bus, queue, active?.sequenceNumber ?? '0', 'cancel by its new number');
    yield* receive(bus, queue, 'receive');
  },
});
