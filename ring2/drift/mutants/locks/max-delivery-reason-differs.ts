import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'max-delivery-reason-differs',
  about: 'The dead-letter reason of too many deliveries has another word.',
  source: 'D07',
  module: 'state/dead-letter',
  edits: [{ find: `'MaxDeliveryCountExceeded'`, replace: `'MaxDeliveryExceeded'` }],
  caught: {
    'max-delivery-dead-letters': { step: 'receive from the dead-letter queue', path: 'facts.deadLetterReason', kind: 'semantic', direction: 'neutral' },
    'expired-locks-dead-letter': { step: 'receive from the dead-letter queue', path: 'facts.deadLetterReason', kind: 'semantic', direction: 'neutral' },
  },
  also: ['max-delivery-description-counts-attempts'],
});
