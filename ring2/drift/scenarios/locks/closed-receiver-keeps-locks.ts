import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'closed-receiver-keeps-locks',
  ids: ['D09'],
  source: 'message-transfers-locks-settlement, L13, azure-sdk-for-js issue 15116 (without sessions the count is raised)',
  origin: 'documented',
  expects: 'A receiver that goes without settling leaves its message locked until the lock expires, which counts as a delivery.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s'],
  shows: { 'receive while the lock holds': 'nothing', 'delivery after the lock expired': { messageId: 'message#1', deliveryCount: 1 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    yield* receive(bus, queue, 'first delivery');
    await bus.closeReceiver(queue);
    yield* receiveNothing(bus, queue, 'receive while the lock holds');
    await bus.wait(6000);
    const again = yield* receive(bus, queue, 'delivery after the lock expired');
    yield* complete(bus, again, 'complete');
  },
});
