import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'forwarding-goes-on-for-four-hops',
  ids: ['D90'],
  source: 'service-bus-auto-forwarding',
  origin: 'documented',
  expects: 'A message is forwarded from queue to queue for four hops, and nothing is left behind.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'peek'],
  entities: { queues: {
    queue: { forwardTo: 'second' }, second: { forwardTo: 'third' }, third: { forwardTo: 'fourth' }, fourth: { forwardTo: 'fifth' }, fifth: {},
  } },
  shows: { 'receive after four hops': { messageId: 'message#1', deliveryCount: 0 }, 'peek at where it was last': { count: 0 } },

  async *run(bus, { queue, at, message }) {
    yield* send(bus, queue, message());
    const arrived = yield* receive(bus, at('fifth'), 'receive after four hops');
    yield* peek(bus, at('fourth'), 'peek at where it was last');
    yield* complete(bus, arrived, 'complete');
  },
});
