import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { peek, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'receive-and-delete-is-gone',
  ids: ['D14'],
  source: 'message-transfers-locks-settlement',
  origin: 'documented',
  expects: 'A message received in receive-and-delete mode is settled when sent: it is gone even when its receiver crashes at once.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'peek'],
  shows: { receive: { settled: true }, 'peek after the crash': { count: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach', { senderSettleMode: 1, receiverSettleMode: 0 });
    await receiver.flow(1);
    yield* receiveDelivery(receiver, 'receive', ({ settled }) => ({ settled: exact(settled) }));
    wire.drop();
    await wire.ended;
    await bus.wait(6000);
    yield* peek(bus, queue, 'peek after the crash');
  },
});
