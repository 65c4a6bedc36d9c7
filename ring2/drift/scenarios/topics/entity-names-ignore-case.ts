import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'entity-names-ignore-case',
  ids: ['D94'],
  source: '[inf]: no article on Service Bus says it; the naming rules of Azure Resource Manager call its entities case-insensitive',
  origin: 'assumed',
  expects: 'A queue and a subscription are found by their names in any case.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { queues: { queue: {} }, topics: { topic: { subscriptions: { s: {} } } } },
  shows: { 'receive from the queue': { messageId: 'message#1' }, 'receive from the subscription': { messageId: 'message#2' } },

  async *run(bus, { queue, topic, subscription, message }) {
    yield* send(bus, queue.toUpperCase(), message(), 'send to the queue in capitals');
    const first = yield* receive(bus, queue, 'receive from the queue');
    yield* complete(bus, first, 'complete the first');
    yield* send(bus, topic, message(), 'send to the topic');
    const [path = '', name = ''] = subscription('s').split('/Subscriptions/');
    const second = yield* receive(bus, `${path.toUpperCase()}/subscriptions/${name.toUpperCase()}`, 'receive from the subscription');
    yield* complete(bus, second, 'complete the second');
  },
});
