import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'expired-lock-of-a-dead-letter-does-not-count',
  ids: ['D29'],
  source: 'azure-sdk-for-net issue 53437, which reports it of the cloud',
  origin: 'documented',
  expects: 'A lock that expires in the dead-letter queue leaves the delivery count of its message alone.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'lock>=5s'],
  entities: { queues: { queue: { lockDuration: 'PT5S', maxDeliveryCount: 1 } } },
  shows: { 'dead delivery after the lock expired': { messageId: 'message#1', deliveryCount: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    yield* receive(bus, deadLetterOf(queue), 'first dead delivery');
    await bus.wait(6000);
    const again = yield* receive(bus, deadLetterOf(queue), 'dead delivery after the lock expired');
    yield* complete(bus, again, 'complete in the dead-letter queue');
  },
});
