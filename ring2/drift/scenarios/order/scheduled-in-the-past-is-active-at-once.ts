import { defineScenario } from '#ring2/drift/scenario';
import { receive, schedule } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'scheduled-in-the-past-is-active-at-once',
  ids: ['D63'],
  source: 'L7',
  origin: 'azure-tests',
  expects: 'A message that is scheduled for a time that has passed can be received at once.',
  contracts: [],
  tier: 'fast',
  needs: ['scheduled'],
  shows: { receive: { messageId: 'message#1', state: 'active', deliveryCount: 0 } },

  async *run(bus, { queue, message }) {
    yield* schedule(bus, queue, message(), bus.now() - 60_000, 'schedule');
    yield* receive(bus, queue, 'receive');
  },
});
