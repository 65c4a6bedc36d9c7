import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'peek-does-not-lock',
  ids: ['D64', 'D66'],
  source: 'message-browsing',
  origin: 'documented',
  expects: 'Peeking shows a message without lock or lock token, as often as wanted, and leaves its delivery count alone.',
  contracts: [],
  tier: 'fast',
  needs: ['peek'],
  shows: { 'peek again': { hasLock: false, deliveryCount: 0 }, 'receive after peeking': { deliveryCount: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    yield* peek(bus, queue, 'peek');
    yield* peek(bus, queue, 'peek again');
    const received = yield* receive(bus, queue, 'receive after peeking');
    yield* complete(bus, received, 'complete');
  },
});
