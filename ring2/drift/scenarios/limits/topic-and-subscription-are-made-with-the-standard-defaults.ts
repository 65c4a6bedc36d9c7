import { defineScenario } from '#ring2/drift/scenario';
import { administer, described } from '#ring2/drift/steps/admin';

/** The longest TimeSpan of .NET. */
const NEVER = 'P10675199DT2H48M5.4775807S';

export default defineScenario({
  name: 'topic-and-subscription-are-made-with-the-standard-defaults',
  ids: ['D119'],
  source: 'recorded answers of the tests of azure-sdk-for-js (atomManagement)',
  origin: 'documented',
  expects: 'Of a topic and a subscription of which nothing is said the defaults are those of a queue; failing filters dead-letter.',
  contracts: [],
  tier: 'fast',
  needs: ['admin', 'topics'],
  entities: {},
  shows: {
    'create the topic': { defaultMessageTimeToLive: NEVER, autoDeleteOnIdle: NEVER, maxSizeInMegabytes: 1024, requiresDuplicateDetection: false, supportOrdering: true, status: 'Active' },
    'create the subscription': {
      lockDuration: 'PT1M', maxDeliveryCount: 10, defaultMessageTimeToLive: NEVER, autoDeleteOnIdle: NEVER, requiresSession: false,
      deadLetteringOnMessageExpiration: false, deadLetteringOnFilterEvaluationExceptions: true, status: 'Active',
    },
  },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    yield* administer('create the topic', () => admin.createTopic(fresh('topic')),
      described('defaultMessageTimeToLive', 'autoDeleteOnIdle', 'maxSizeInMegabytes', 'requiresDuplicateDetection', 'supportOrdering', 'status'));
    yield* administer('create the subscription', () => admin.createSubscription(fresh('topic'), 's'), described('lockDuration', 'maxDeliveryCount', 'defaultMessageTimeToLive',
      'autoDeleteOnIdle', 'requiresSession', 'deadLetteringOnMessageExpiration', 'deadLetteringOnFilterEvaluationExceptions', 'status'));
  },
});
