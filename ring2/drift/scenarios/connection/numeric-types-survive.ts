import { defineScenario } from '#ring2/drift/scenario';
import { attachReceiver, attachSender, receiveDelivery, settle, transfer, typed } from '#ring2/drift/steps/wire';
import { encodeMessage } from '#ring2/drift/wire/message';
import { composite } from '#ring2/drift/wire/performatives';
import type { Typed } from '#ring2/drift/wire/typed';
import { binary, boolean, byte, double, entry, float, int, long, nothing, short, string, symbol, timestamp, ubyte, uint, ulong, ushort, uuid } from '#ring2/drift/wire/values';

/** One of each type that application properties may have (AMQP 1.0 part 3.2.5: simple types only). */
const SENT: Readonly<Record<string, Typed>> = {
  ubyte: ubyte(200), ushort: ushort(60_000), uint: uint(7), ulong: ulong(2n ** 63n), byte: byte(-7), short: short(-300), int: int(-40_000), long: long(2n ** 53n + 1n),
  float: float(0.25), double: double(1e300), whole: double(3), boolean: boolean(true), timestamp: timestamp(1_772_366_400_250),
  uuid: uuid('00112233-4455-6677-8899-aabbccddeeff'), binary: binary(Buffer.from([0, 1, 255])), text: string('gewogen ✓'), symbol: symbol('a-symbol'), null: nothing,
};

export default defineScenario({
  name: 'numeric-types-survive',
  ids: ['D116'],
  source: 'service-bus-amqp-protocol-guide; AMQP 1.0 part 3.2.5',
  origin: 'documented',
  expects: 'Every simple AMQP type arrives as that type, with that value: an int as an int, a long above 2^53 to the last bit.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: {
    receive: {
      'int.type': 'int', 'long.type': 'long', long: '9007199254740993', 'ulong.type': 'ulong', ulong: '9223372036854775808', 'uint.type': 'uint', 'short.type': 'short',
      'byte.type': 'byte', 'float.type': 'float', 'whole.type': 'double', 'timestamp.type': 'timestamp', timestamp: 1_772_366_400_250,
      'uuid.type': 'uuid', uuid: '00112233-4455-6677-8899-aabbccddeeff', 'binary.type': 'binary', binary: '0001ff', 'symbol.type': 'symbol', 'null.type': 'null',
    },
  },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const sender = yield* attachSender(wire, queue, 'attach a sender');
    yield* transfer(sender, encodeMessage({ properties: { 'message-id': 'numbers' }, applicationProperties: SENT, data: Buffer.from('x') }), 'send');
    const receiver = yield* attachReceiver(wire, queue, 'attach a receiver', { receiverSettleMode: 1 });
    await receiver.flow(1);
    const delivery = yield* receiveDelivery(receiver, 'receive', ({ sections }) =>
      Object.assign({}, ...Object.keys(SENT).map((name) => typed(name, entry(sections['application-properties'], name)))) as ReturnType<typeof typed>);
    yield* settle(receiver, delivery, composite('accepted'), 'accept');
  },
});
