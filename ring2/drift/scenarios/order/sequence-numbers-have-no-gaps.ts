import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send, step } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'sequence-numbers-have-no-gaps',
  ids: ['D60'],
  source: 'message-sequencing; PeekRangeIncrementsSequenceNumber of the .NET client’s live tests',
  origin: 'documented',
  expects: 'Each message of a queue has the number that follows its predecessor’s, sent alone or in a batch, whether or not its predecessor is still there.',
  contracts: [],
  tier: 'fast',
  needs: ['peek'],
  shows: { peek: { steps: ['1', '1', '1'] } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message(), 'send one');
    const first = yield* receive(bus, queue, 'receive it');
    yield* complete(bus, first, 'complete it');
    yield* send(bus, queue, message(), 'send another');
    yield* send(bus, queue, [message(), message()], 'send two as a batch');
    const numbers = [BigInt(first.sequenceNumber ?? 0)];
    yield* step('peek', 'peek', () => bus.peek(queue, 10), (messages) => {
      numbers.push(...messages.map(({ sequenceNumber }) => BigInt(sequenceNumber ?? 0)));
      return { steps: exact(numbers.slice(1).map((number, index) => String(number - (numbers[index] ?? 0n)))) };
    });
  },
});
