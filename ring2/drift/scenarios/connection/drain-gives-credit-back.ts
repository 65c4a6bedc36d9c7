import { exact } from '#core/transcript';
import { BusError } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { send } from '#ring2/drift/steps/index';
import { mustGoOn, step } from '#ring2/drift/steps/step';
import { attachReceiver, receiveDelivery, settle } from '#ring2/drift/steps/wire';
import { composite } from '#ring2/drift/wire/performatives';

/** What an answer that is due at once may take on the network, in real milliseconds. */
const AT_ONCE_MS = 10_000;

/** The link is attached and answers, so that silence on a drain is what this bus does, and no sign that it is out of reach. */
const atOnce = <T>(answer: Promise<T>): Promise<T> => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new BusError('DrainUnanswered', `no answer within ${AT_ONCE_MS} ms`, { retryable: false })), AT_ONCE_MS);
  void answer.then(resolve, reject).finally(() => clearTimeout(timer));
});

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
    const drain = async function* (name: string, credit = 5) {
      mustGoOn(yield* step(name, 'flow', () => atOnce(receiver.flow(credit, { drain: true })), ({ creditLeft, drained }) => ({ 'given back': exact(creditLeft), drained: exact(drained) })));
    };
    yield* drain('drain with one message');
    const delivery = yield* receiveDelivery(receiver, 'the one message');
    yield* settle(receiver, delivery, composite('accepted'), 'accept it');
    yield* drain('drain without any');
    yield* drain('drain without credit', 0);
  },
});
