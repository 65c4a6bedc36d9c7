import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'lock-expiry-redelivers',
  ids: ['D01'],
  source: 'message-transfers-locks-settlement, L4',
  origin: 'azure-tests',
  expects: 'A message whose lock expires is delivered again under a new lock, its delivery count one higher.',
  contracts: ['averaging-service--service-bus', 'jobs-manager--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s'],
  shows: { 'delivery after the lock expired': { deliveryCount: 1, messageId: 'message#1', lockToken: 'lock#2' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    yield* receive(bus, queue, 'first delivery');
    await bus.wait(6000);
    const second = yield* receive(bus, queue, 'delivery after the lock expired');
    yield* complete(bus, second, 'complete');
  },
});
