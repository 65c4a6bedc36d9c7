import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'complete-after-expiry-fails',
  ids: ['D02'],
  source: 'message-transfers-locks-settlement, L5',
  origin: 'azure-tests',
  expects: 'Completing a message after its lock expired fails with MessageLockLost, and the message is delivered again.',
  contracts: ['averaging-service--service-bus'],
  tier: 'fast',
  needs: ['lock>=5s'],
  shows: { 'complete after the lock expired': 'MessageLockLost', 'complete in time': 'ok' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const late = yield* receive(bus, queue, 'first delivery');
    await bus.wait(6000);
    yield* complete(bus, late, 'complete after the lock expired');
    const again = yield* receive(bus, queue, 'delivery after the failed completion');
    yield* complete(bus, again, 'complete in time');
  },
});
