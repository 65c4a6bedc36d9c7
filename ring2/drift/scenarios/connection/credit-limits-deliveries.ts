import { permitting } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { note, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, settle } from '#ring2/drift/steps/wire';
import { composite } from '#ring2/drift/wire/performatives';

export default defineScenario({
  name: 'credit-limits-deliveries',
  ids: ['D113'],
  source: 'service-bus-amqp-protocol-guide; AMQP 1.0 part 2.6.7',
  origin: 'documented',
  expects: 'A receiver gets as many messages as it gave credit for, and not one more until it gives more.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: { 'after two credits': { 'a third came': false }, 'the third, with another credit': 'ok' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, [message(), message(), message()]);
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach', { receiverSettleMode: 1 });
    await receiver.flow(2);
    for (const which of ['first', 'second']) {
      const delivery = yield* receiveDelivery(receiver, `the ${which}`);
      yield* settle(receiver, delivery, composite('accepted'), `accept the ${which}`);
    }
    await wire.sync();
    const beyond = (await receiver.receive(50)) !== undefined;
    yield* note('after two credits', { 'a third came': permitting(beyond, beyond ? 1 : 0) });
    await receiver.flow(1);
    const third = yield* receiveDelivery(receiver, 'the third, with another credit');
    yield* settle(receiver, third, composite('accepted'), 'accept the third');
  },
});
