import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { send, step } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, settle } from '#ring2/drift/steps/wire';
import { composite } from '#ring2/drift/wire/performatives';

export default defineScenario({
  name: 'drain-gives-credit-back',
  ids: ['D113'],
  source: 'AMQP 1.0 part 2.6.7; the JavaScript client closes a receiver that is not drained within 200 ms; go-amqp takes all credit back in the drain itself',
  origin: 'documented',
  expects: 'Asked to drain, the bus delivers what it has, answers at once and gives back the rest of the credit; it also answers when there is none.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: { 'drain with one message': { 'given back': 4, drained: true }, 'drain without any': { 'given back': 5, drained: true }, 'drain without credit': { 'given back': 0, drained: true }, 'the one message': 'ok' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach', { receiverSettleMode: 1 });
    const drain = (name: string, credit = 5) => step(name, 'flow', () => receiver.flow(credit, { drain: true }), ({ creditLeft, drained }) => ({ 'given back': exact(creditLeft), drained: exact(drained) }));
    yield* drain('drain with one message');
    const delivery = yield* receiveDelivery(receiver, 'the one message');
    yield* settle(receiver, delivery, composite('accepted'), 'accept it');
    yield* drain('drain without any');
    yield* drain('drain without credit', 0);
  },
});
