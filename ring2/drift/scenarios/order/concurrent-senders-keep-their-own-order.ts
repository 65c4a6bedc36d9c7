import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import type { SeenMessage } from '#ring2/drift/message';
import { step } from '#ring2/drift/steps/index';
import { attachSender } from '#ring2/drift/steps/wire';
import { encodeMessage } from '#ring2/drift/wire/message';

const EACH = 10;
const inTurn = Array.from({ length: EACH }, (_, index) => index);

const numberOf = ({ sequenceNumber = '0' }: SeenMessage) => BigInt(sequenceNumber);
const isAscending = (numbers: readonly (bigint | number)[]) => numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));

export default defineScenario({
  name: 'concurrent-senders-keep-their-own-order',
  ids: ['D73'],
  source: 'message-sequencing (the number is the true order of arrival); AMQP 1.0 part 2.6: transfers of a link arrive in order',
  origin: 'documented',
  expects: 'Messages of senders that send at the same time are mixed, yet each sender’s own stay in the order it sent them, and all have numbers without gaps.',
  contracts: ['requests-proxy--service-bus'],
  tier: 'fast',
  needs: ['peek', 'wire'],
  shows: {
    peek: {
      count: 3 * EACH, 'in order of numbers': true, 'no gap': true,
      'order of the first': true, 'order of the second': true, 'order of the one that does not wait': true,
      'enqueued times never go back': true,
    },
  },

  async *run(bus, { queue, message }) {
    const other = bus.another();
    const link = yield* attachSender(await bus.wire(), queue, 'attach');
    const oneByOne = async (sender: typeof bus, name: string) => {
      for (const turn of inTurn) await sender.send(queue, message({ subject: name, correlationId: String(turn) }));
    };
    const atOnce = inTurn.map((turn) => encodeMessage({ properties: { 'message-id': `w${turn}`, subject: 'wire', 'correlation-id': String(turn) }, data: Buffer.from('null') }));
    yield* step('send at the same time', 'send', () => Promise.all([oneByOne(bus, 'first'), oneByOne(other, 'second'), ...atOnce.map((payload) => link.send(payload))]));
    yield* step('peek', 'peek', () => bus.peek(queue, 4 * EACH), (messages) => {
      const numbers = messages.map(numberOf);
      const orderOf = (name: string) => exact(isAscending(messages.filter(({ subject }) => subject === name).map(({ correlationId }) => Number(correlationId))));
      return {
        count: exact(messages.length),
        'in order of numbers': exact(isAscending(numbers)),
        'no gap': exact(numbers.length > 0 && Number((numbers.at(-1) ?? 0n) - (numbers[0] ?? 0n)) === numbers.length - 1),
        'order of the first': orderOf('first'), 'order of the second': orderOf('second'), 'order of the one that does not wait': orderOf('wire'),
        'enqueued times never go back': exact(messages.every(({ enqueuedAt = 0 }, index) => enqueuedAt >= (messages[index - 1]?.enqueuedAt ?? 0))),
      };
    });
  },
});
