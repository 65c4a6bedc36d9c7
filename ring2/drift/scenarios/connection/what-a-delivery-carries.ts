import { type Fact, exact, growing, id, instant } from '#core/transcript';
import { TOLERANCE_MS } from '#ring2/drift/facts';
import { defineScenario } from '#ring2/drift/scenario';
import { note, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, settle, typed } from '#ring2/drift/steps/wire';
import { sectionFields } from '#ring2/drift/wire/message';
import { composite } from '#ring2/drift/wire/performatives';
import type { Typed } from '#ring2/drift/wire/typed';
import { entry, plain, typeName } from '#ring2/drift/wire/values';
import type { WireDelivery } from '#ring2/drift/wire/wire';

const TIMES = ['x-opt-enqueued-time', 'x-opt-locked-until'];
const NUMBERS = ['x-opt-sequence-number', 'x-opt-enqueue-sequence-number'];

const digits = (value: Typed): string => (value.type === 'long' ? String(value.value) : JSON.stringify(plain(value)));

function carried({ tag, sections }: WireDelivery): Record<string, Fact> {
  const annotations = sections['message-annotations'];
  const facts: Record<string, Fact> = { 'lock token bytes': exact(tag.length), lockToken: id('lock', tag.toString('hex')), ...typed('delivery-count', sectionFields('header', sections['header'])['delivery-count']) };
  for (const name of [...TIMES, ...NUMBERS]) {
    const value = entry(annotations, name);
    if (!value) continue;
    facts[`${name}.type`] = exact(typeName(value), 'shape');
    facts[name] = TIMES.includes(name) ? instant(Number(plain(value)), TOLERANCE_MS) : growing('sequence', digits(value));
  }
  return facts;
}

export default defineScenario({
  name: 'what-a-delivery-carries',
  ids: ['D114', 'D115'],
  source: 'service-bus-amqp-protocol-guide: message annotations; message-transfers-locks-settlement',
  origin: 'documented',
  expects: 'A peek-locked delivery has a tag of 16 bytes, its times as AMQP timestamps by about the clock of the client, its numbers as longs.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: {
    'the delivery': {
      'lock token bytes': 16, 'x-opt-enqueued-time.type': 'timestamp', 'x-opt-locked-until.type': 'timestamp', 'x-opt-locked-until': 5000,
      'x-opt-sequence-number.type': 'long', 'delivery-count': 0, 'delivery-count.type': 'uint',
    },
    'clocks': { 'enqueued by the client’s clock': true },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach', { receiverSettleMode: 1 });
    await receiver.flow(1);
    const delivery = yield* receiveDelivery(receiver, 'the delivery', carried);
    const at = Number(plain(entry(delivery.sections['message-annotations'], 'x-opt-enqueued-time') ?? { type: 'null' }));
    yield* note('clocks', { 'enqueued by the client’s clock': exact(Math.abs(at - bus.now()) <= 5000, 'timing') });
    yield* settle(receiver, delivery, composite('accepted'), 'accept it');
  },
});
