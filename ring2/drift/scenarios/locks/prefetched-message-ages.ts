import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery, settle } from '#ring2/drift/steps/wire';
import { composite } from '#ring2/drift/wire/performatives';

export default defineScenario({
  name: 'prefetched-message-ages',
  ids: ['D16'],
  source: 'service-bus-prefetch',
  origin: 'documented',
  expects: 'The lock of a prefetched message runs from its delivery to the client: what waits there too long can no longer be completed.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'lock>=5s'],
  entities: { queues: { queue: { lockDuration: 'PT10S' } } },
  shows: {
    'complete the first in time': { outcome: 'accepted' },
    'complete the second too late': { outcome: 'rejected', condition: 'com.microsoft:message-lock-lost' },
    'receive what was too late': { messageId: 'message#2', deliveryCount: 1 },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message(), 'send the first');
    yield* send(bus, queue, message(), 'send the second');
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach');
    // A client that prefetches has asked for both before it looks at one.
    await receiver.flow(2);
    const first = yield* receiveDelivery(receiver, 'take the first', ({ settled }) => ({ settled: exact(settled) }));
    const second = yield* receiveDelivery(receiver, 'take the second', ({ settled }) => ({ settled: exact(settled) }));
    await bus.wait(5000);
    yield* settle(receiver, first, composite('accepted'), 'complete the first in time');
    await bus.wait(7000);
    yield* settle(receiver, second, composite('accepted'), 'complete the second too late');
    const again = yield* receive(bus, queue, 'receive what was too late');
    yield* complete(bus, again, 'complete');
  },
});
