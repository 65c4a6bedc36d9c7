import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'dropped-connection-keeps-locks',
  ids: ['D10'],
  source: '[inf] of L13 and of what happens when only the link goes; message-transfers-locks-settlement says that a broken connection drops the lock, not when',
  origin: 'assumed',
  expects: 'When a connection is reset, the messages it holds stay locked until their locks expire, which counts as a delivery.',
  contracts: ['jobs-manager--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s', 'wire'],
  entities: { queues: { queue: { lockDuration: 'PT10S' } } },
  shows: { 'receive while the lock holds': 'nothing', 'delivery after the lock expired': { messageId: 'message#1', deliveryCount: 1 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach');
    await receiver.flow(1);
    yield* receiveDelivery(receiver, 'delivery before the reset', ({ settled }) => ({ settled: exact(settled) }));
    wire.drop();
    await wire.ended;
    yield* receiveNothing(bus, queue, 'receive while the lock holds');
    await bus.wait(12_000);
    const again = yield* receive(bus, queue, 'delivery after the lock expired');
    yield* complete(bus, again, 'complete');
  },
});
