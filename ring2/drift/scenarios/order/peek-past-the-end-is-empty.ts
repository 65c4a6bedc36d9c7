import { defineScenario } from '#ring2/drift/scenario';
import { peek, send } from '#ring2/drift/steps/index';
import { manage } from '#ring2/drift/steps/wire';
import { int, long, map } from '#ring2/drift/wire/values';

const asking = (from: bigint) => map({ 'from-sequence-number': long(from), 'message-count': int(10) });

export default defineScenario({
  name: 'peek-past-the-end-is-empty',
  ids: ['D65'],
  source: 'message-browsing, service-bus-amqp-request-response',
  origin: 'documented',
  expects: 'Peeking at an empty queue or beyond the last message gives nothing, with status 204, and is no error.',
  contracts: [],
  tier: 'fast',
  needs: ['peek', 'wire'],
  shows: {
    'peek at nothing': { count: 0 },
    'peek beyond the last': { count: 0 },
    'ask at the last': { status: 200 },
    'ask beyond the last': { status: 204 },
  },

  async *run(bus, { queue, message }) {
    yield* peek(bus, queue, 'peek at nothing');
    yield* send(bus, queue, message());
    const [last] = yield* peek(bus, queue, 'peek at the last');
    const number = BigInt(last?.sequenceNumber ?? 0);
    yield* peek(bus, queue, 'peek beyond the last', String(number + 1n));
    const wire = await bus.wire();
    yield* manage(wire, queue, 'com.microsoft:peek-message', asking(number), 'ask at the last');
    yield* manage(wire, queue, 'com.microsoft:peek-message', asking(number + 1n), 'ask beyond the last');
  },
});
