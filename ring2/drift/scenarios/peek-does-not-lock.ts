import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send } from '#ring2/drift/steps';

export default defineScenario({
  name: 'peek-does-not-lock',
  source: 'message-browsing (D64, D66)',
  expects: 'Peeking shows a message without lock or lock token, as often as wanted, and leaves its delivery count alone.',
  contracts: [],
  tier: 'fast',
  needs: ['peek'],
  queue: { lockDuration: 'PT5S', maxDeliveryCount: 10 },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    yield* peek(bus, queue, 'peek');
    yield* peek(bus, queue, 'peek again');
    const received = yield* receive(bus, queue, 'receive after peeking');
    yield* complete(bus, received, 'complete');
  },
});
