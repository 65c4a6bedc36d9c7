import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'failing-filter-dead-letters',
  ids: ['D32'],
  source: 'service-bus-dead-letter-queues (errors while processing subscription rules); which expressions fail on a message is not said, division by zero is [inf]',
  origin: 'assumed',
  expects: 'A message on which a filter fails is dead-lettered in the subscriptions that ask for it, and in others it just does not match.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'topics'],
  entities: {
    topics: {
      topic: {
        subscriptions: {
          strict: { deadLetteringOnFilterEvaluationExceptions: true, rules: [{ name: 'ratio', sqlFilter: '10 / shards > 1' }] },
          lenient: { deadLetteringOnFilterEvaluationExceptions: false, rules: [{ name: 'ratio', sqlFilter: '10 / shards > 1' }] },
        },
      },
    },
  },
  shows: {
    'receive what matches': { messageId: 'message#2' },
    'receive from the dead-letter queue': { messageId: 'message#1' },
    'receive from the lenient one’s dead-letter queue': 'nothing',
  },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message({ properties: { shards: 0 } }), 'send what fails the filter');
    yield* send(bus, topic, message({ properties: { shards: 2 } }), 'send what matches');
    const matching = yield* receive(bus, subscription('strict'), 'receive what matches');
    yield* complete(bus, matching, 'complete what matches');
    const dead = yield* receive(bus, deadLetterOf(subscription('strict')), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
    yield* receiveNothing(bus, deadLetterOf(subscription('lenient')), 'receive from the lenient one’s dead-letter queue');
  },
});
