import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'abandon-redelivers',
  ids: ['D05'],
  source: 'message-transfers-locks-settlement, L1',
  origin: 'azure-tests',
  expects: 'An abandoned message is delivered again at once, its delivery count one higher.',
  contracts: ['averaging-service--service-bus', 'jobs-manager--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s'],
  shows: { 'first delivery': { deliveryCount: 0 }, 'second delivery': { deliveryCount: 1, lockToken: 'lock#2', messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const first = yield* receive(bus, queue, 'first delivery');
    yield* abandon(bus, first, 'abandon');
    const second = yield* receive(bus, queue, 'second delivery');
    yield* complete(bus, second, 'complete');
  },
});
