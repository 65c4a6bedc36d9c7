import { defineScenario } from '#ring2/drift/scenario';
import { complete, defer, receive, receiveDeferred, send, tryReceiveDeferred } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'deferred-message-not-there-is-not-found',
  ids: ['D68'],
  source: 'service-bus-messaging-exceptions-latest (MessageNotFound); issue 415 of azure-service-bus: "Either the message is already locked or does not exist"',
  origin: 'documented',
  expects: 'Receiving by a number that no message has any more, never had, or whose message somebody has locked, fails with MessageNotFound.',
  contracts: [],
  tier: 'fast',
  needs: ['deferred'],
  entities: { queues: { queue: { lockDuration: 'PT1M', maxDeliveryCount: 10 } } },
  shows: {
    'receive by a number to come': 'MessageNotFound',
    'receive what is locked': 'MessageNotFound',
    'complete it': 'ok',
    'receive what is done': 'MessageNotFound',
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const first = yield* receive(bus, queue, 'receive');
    yield* defer(bus, first, 'defer');
    const number = first.sequenceNumber ?? '0';
    yield* tryReceiveDeferred(bus, queue, String(BigInt(number) + 1000n), 'receive by a number to come');
    const deferred = yield* receiveDeferred(bus, queue, number, 'receive it');
    yield* tryReceiveDeferred(bus, queue, number, 'receive what is locked');
    yield* complete(bus, deferred, 'complete it');
    yield* tryReceiveDeferred(bus, queue, number, 'receive what is done');
  },
});
