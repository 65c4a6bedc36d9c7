import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, renew, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'renew-after-expiry-fails',
  ids: ['D03'],
  source: 'message-transfers-locks-settlement, service-bus-messaging-exceptions-latest',
  origin: 'documented',
  expects: 'A lock that has expired cannot be renewed: the renewal fails with MessageLockLost, and the message is delivered again.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s'],
  shows: { 'renew after the lock expired': 'MessageLockLost', 'delivery after the failed renewal': { deliveryCount: 1 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const late = yield* receive(bus, queue, 'first delivery');
    await bus.wait(6000);
    yield* renew(bus, late, 'renew after the lock expired');
    const again = yield* receive(bus, queue, 'delivery after the failed renewal');
    yield* complete(bus, again, 'complete');
  },
});
