import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { send, step } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, settle } from '#ring2/drift/steps/wire';
import { composite } from '#ring2/drift/wire/performatives';

export default defineScenario({
  name: 'drain-gives-credit-back',
  ids: ['D113'],
  source: 'AMQP 1.0 part 2.6.7; the JavaScript client closes a receiver that is not drained within 200 ms',
  origin: 'documented',
  expects: 'Asked to drain, the bus delivers what it has, answers at once and gives back the rest of the credit.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: { 'drain with one message': { 'given back': 4, drained: true }, 'drain without any': { 'given back': 5, drained: true }, 'the one message': 'ok' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach', { receiverSettleMode: 1 });
    const drain = (name: string) => step(name, 'flow', () => receiver.flow(5, { drain: true }), ({ creditLeft, drained }) => ({ 'given back': exact(creditLeft), drained: exact(drained) }));
    yield* drain('drain with one message');
    const delivery = yield* receiveDelivery(receiver, 'the one message');
    yield* settle(receiver, delivery, composite('accepted'), 'accept it');
    yield* drain('drain without any');
  },
});
