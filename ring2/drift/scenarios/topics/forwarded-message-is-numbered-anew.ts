import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import type { SeenMessage } from '#ring2/drift/message';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'forwarded-message-is-numbered-anew',
  ids: ['D92'],
  source: 'message-sequencing',
  origin: 'documented',
  expects: 'A forwarded message gets a sequence number of the queue that it ends in, and keeps the first one as its enqueued sequence number.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding'],
  entities: { queues: { queue: { forwardTo: 'end' }, end: {} } },
  shows: { 'receive the direct one': { 'number is the first': true }, 'receive the forwarded one': { messageId: 'message#2', deliveryCount: 0, 'number is the first': false, 'follows the direct one': true } },

  async *run(bus, { queue, at, message }) {
    const numbers = ({ sequenceNumber, enqueuedSequenceNumber }: SeenMessage) => ({ 'number is the first': exact(sequenceNumber === enqueuedSequenceNumber) });
    yield* send(bus, at('end'), message(), 'send a direct one');
    const direct = yield* receive(bus, at('end'), 'receive the direct one', numbers);
    yield* complete(bus, direct, 'complete the direct one');
    // The first of its queue, as the direct one was of its own: without a number of the end both would be the same.
    yield* send(bus, queue, message(), 'send one to be forwarded');
    const follows = ({ sequenceNumber = '0' }: SeenMessage) => ({ 'follows the direct one': exact(BigInt(sequenceNumber) > BigInt(direct.sequenceNumber ?? '0')) });
    const forwarded = yield* receive(bus, at('end'), 'receive the forwarded one', (seen) => ({ ...numbers(seen), ...follows(seen) }));
    yield* complete(bus, forwarded, 'complete the forwarded one');
  },
});
