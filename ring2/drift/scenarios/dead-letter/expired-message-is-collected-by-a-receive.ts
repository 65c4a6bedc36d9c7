import { defineScenario } from '#ring2/drift/scenario';
import { peek, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'expired-message-is-collected-by-a-receive',
  ids: ['D26'],
  source: '[inf] of message-expiration: peeking may show expired messages, which the broker removes lazily while the entity is in use; so before a receive either is right, and after it the message should be gone',
  origin: 'assumed',
  expects: 'An expired message is never received, and peeking no longer shows it once somebody tried to.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'peek'],
  entities: { queues: { queue: { deadLetteringOnMessageExpiration: false } } },
  shows: { 'receive after expiry': 'nothing', 'peek after the receive': { count: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 5000 }));
    await bus.wait(7000);
    yield* receiveNothing(bus, queue, 'receive after expiry');
    yield* peek(bus, queue, 'peek after the receive');
  },
});
