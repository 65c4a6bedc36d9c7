import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, settle } from '#ring2/drift/steps/wire';
import { composite } from '#ring2/drift/wire/performatives';
import { boolean } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'released-does-not-count',
  ids: ['D11'],
  source: 'service-bus-java-how-to-use-jms-api-amqp (outcomes and operations), the product team in amqpnetlite issue 342',
  origin: 'documented',
  expects: 'The outcome released only unlocks the message; modified as failed abandons it, which counts as a delivery.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  entities: { queues: { queue: { lockDuration: 'PT1M' } } },
  shows: { 'delivery after released': { deliveryCount: 0 }, 'delivery after modified': { deliveryCount: 1 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const receiver = yield* attachReceiver(await bus.wire(), queue, 'attach');
    await receiver.flow(1);
    const first = yield* receiveDelivery(receiver, 'first delivery');
    yield* settle(receiver, first, composite('released'), 'release');
    const unlocked = yield* receive(bus, queue, 'delivery after released');
    yield* complete(bus, unlocked, 'complete the released one');

    yield* send(bus, queue, message(), 'send another');
    await receiver.flow(1);
    const other = yield* receiveDelivery(receiver, 'first delivery of the other');
    yield* settle(receiver, other, composite('modified', { 'delivery-failed': boolean(true) }), 'modify');
    const abandoned = yield* receive(bus, queue, 'delivery after modified');
    yield* complete(bus, abandoned, 'complete the modified one');
  },
});
