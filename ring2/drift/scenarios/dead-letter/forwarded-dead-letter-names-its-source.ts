import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'forwarded-dead-letter-names-its-source',
  ids: ['D30', 'D31'],
  source: 'service-bus-messages-payloads (DeadLetterSource, EnqueuedSequenceNumber)',
  origin: 'documented',
  expects: 'A dead-lettered message that is forwarded lands in the target with its reason, the entity it came from and the sequence number it had there.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'forwarding', 'peek'],
  entities: { queues: { queue: { forwardDeadLetteredMessagesTo: 'collected' }, collected: {} } },
  shows: {
    'receive from the target': { messageId: 'message#2', deadLetterReason: 'WeightsUnreadable', deadLetterSource: '<queue>', enqueuedSequenceNumber: 'sequence#2' },
    'peek into the dead-letter queue': { count: 0 },
  },

  async *run(bus, { queue, at, message }) {
    // The one before makes its number differ from the one it gets in the target.
    yield* send(bus, queue, message(), 'send one before');
    const before = yield* receive(bus, queue, 'receive the one before');
    yield* complete(bus, before, 'complete the one before');
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    const forwarded = yield* receive(bus, at('collected'), 'receive from the target');
    yield* complete(bus, forwarded, 'complete in the target');
    yield* peek(bus, deadLetterOf(queue), 'peek into the dead-letter queue');
  },
});
