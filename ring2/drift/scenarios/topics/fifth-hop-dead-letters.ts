import { defineScenario } from '#ring2/drift/scenario';
import { deadLetterOf } from '#ring2/drift/driver';
import { complete, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'fifth-hop-dead-letters',
  ids: ['D90', 'D34'],
  source: 'service-bus-auto-forwarding, service-bus-dead-letter-queues; that it is dead-lettered where it stands after four hops is [inf]',
  origin: 'assumed',
  expects: 'A message that would be forwarded a fifth time is dead-lettered where it stands, with the reason MaxTransferHopCountExceeded.',
  contracts: [],
  tier: 'fast',
  needs: ['forwarding', 'dead-letter', 'peek'],
  entities: { queues: {
    queue: { forwardTo: 'second' }, second: { forwardTo: 'third' }, third: { forwardTo: 'fourth' }, fourth: { forwardTo: 'fifth' }, fifth: { forwardTo: 'sixth' }, sixth: {},
  } },
  shows: { 'receive from the fifth dead-letter queue': { messageId: 'message#1', deadLetterReason: 'MaxTransferHopCountExceeded' }, 'peek at the sixth': { count: 0 } },

  async *run(bus, { queue, at, message }) {
    yield* send(bus, queue, message());
    const dead = yield* receive(bus, deadLetterOf(at('fifth')), 'receive from the fifth dead-letter queue');
    yield* complete(bus, dead, 'complete');
    yield* peek(bus, at('sixth'), 'peek at the sixth');
  },
});
