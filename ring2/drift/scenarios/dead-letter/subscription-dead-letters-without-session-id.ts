import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'subscription-dead-letters-without-session-id',
  ids: ['D34'],
  source: 'service-bus-dead-letter-queues, azure-sdk-for-js issue 1118, azure-service-bus issue 196',
  origin: 'documented',
  expects: 'A topic takes a message without session id, and a subscription with sessions dead-letters its copy with the reason “Session ID is null.”.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'sessions', 'topics'],
  entities: { topics: { topic: { subscriptions: { sessions: { requiresSession: true } } } } },
  shows: { send: 'ok', 'receive from the dead-letter queue': { messageId: 'message#1', deadLetterReason: 'Session ID is null.' } },

  async *run(bus, { topic, subscription, message }) {
    yield* send(bus, topic, message());
    const dead = yield* receive(bus, deadLetterOf(subscription('sessions')), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
