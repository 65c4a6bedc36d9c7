import { defineScenario } from '#ring2/drift/scenario';
import { administer, described } from '#ring2/drift/steps/admin';

/** The longest TimeSpan of .NET. */
const NEVER = 'P10675199DT2H48M5.4775807S';

export default defineScenario({
  name: 'queue-is-made-with-the-standard-defaults',
  ids: ['D119'],
  source: 'recorded answers of the tests of azure-sdk-for-js (atomManagement), service-bus-quotas',
  origin: 'documented',
  expects: 'A queue of which nothing is said locks for a minute, delivers ten times, keeps messages for ever and has neither sessions nor duplicate detection.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { create: {
    lockDuration: 'PT1M', maxDeliveryCount: 10, defaultMessageTimeToLive: NEVER, autoDeleteOnIdle: NEVER, maxSizeInMegabytes: 1024, duplicateDetectionHistoryTimeWindow: 'PT10M',
    requiresDuplicateDetection: false, requiresSession: false, deadLetteringOnMessageExpiration: false, enableBatchedOperations: true, enablePartitioning: false, status: 'Active', forwardTo: null,
  } },

  async *run(bus, { fresh }) {
    const admin = await bus.admin();
    const fields = ['lockDuration', 'maxDeliveryCount', 'defaultMessageTimeToLive', 'autoDeleteOnIdle', 'maxSizeInMegabytes', 'duplicateDetectionHistoryTimeWindow',
      'requiresDuplicateDetection', 'requiresSession', 'deadLetteringOnMessageExpiration', 'enableBatchedOperations', 'enablePartitioning', 'status', 'forwardTo'];
    yield* administer('create', () => admin.createQueue(fresh('plain')), described(...fields));
  },
});
