import { defineScenario } from '#ring2/drift/scenario';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'action-does-not-make-a-duplicate',
  ids: ['D87'],
  source: 'topic-filters (MessageID with deduplication)',
  origin: 'documented',
  expects: 'Messages that an action gives one message id are all kept, though the topic detects duplicates.',
  contracts: [],
  tier: 'fast',
  needs: ['topics', 'duplicate-detection'],
  entities: { topics: { topic: {
    requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 'PT1M',
    subscriptions: { s: selecting({ name: 'r', sqlFilter: 'n > 0', action: "SET sys.MessageId = 'same'" }) },
  } } },
  shows: { 'what the subscription got': { selected: ['one', 'two'] } },

  async *run(bus, stage) {
    yield* sendSamples(bus, stage, { one: { properties: { n: 1 } }, two: { properties: { n: 2 } } });
    yield* takeSelected(bus, stage.subscription('s'), 'what the subscription got');
  },
});
