import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'three-deliveries-by-default',
  about: 'A new entity delivers three times, not ten.',
  source: 'D119; the defaults of the official emulator',
  module: 'state/queue-options',
  edits: [{ find: '  maxDeliveryCount: 10,', replace: '  maxDeliveryCount: 3,' }],
  caught: {
    'queue-is-made-with-the-standard-defaults': { step: 'create', path: 'facts.maxDeliveryCount', kind: 'default', direction: 'neutral' },
    'topic-and-subscription-are-made-with-the-standard-defaults': { step: 'create the subscription', path: 'facts.maxDeliveryCount', kind: 'default', direction: 'neutral' },
  },
});
