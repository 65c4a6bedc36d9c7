import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, renew, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'renew-extends-from-now',
  ids: ['D03'],
  source: 'message-transfers-locks-settlement, L6',
  origin: 'azure-tests',
  expects: 'Renewing a lock lets it end one lock duration from now, and the message can be completed after its first end.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s'],
  entities: { queues: { queue: { lockDuration: 'PT10S' } } },
  shows: { receive: { lockedUntil: 10_000 }, renew: { lockedUntil: 15_000 }, 'complete after the first end': 'ok' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    await bus.wait(5000);
    yield* renew(bus, received, 'renew');
    await bus.wait(7000);
    yield* complete(bus, received, 'complete after the first end');
  },
});
