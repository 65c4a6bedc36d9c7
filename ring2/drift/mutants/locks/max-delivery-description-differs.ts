import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'max-delivery-description-differs',
  about: 'The description of too many deliveries is worded otherwise, which is cosmetic.',
  source: 'D08',
  module: 'state/dead-letter',
  edits: [{
    find: '`Message could not be consumed after ${queue.options.maxDeliveryCount} delivery attempts.`',
    replace: '`Delivered ${queue.options.maxDeliveryCount} times, which is too often.`',
  }],
  caught: {
    'max-delivery-description-counts-attempts': { step: 'receive from the dead-letter queue', path: 'facts.deadLetterDescription', kind: 'cosmetic', direction: 'neutral' },
  },
});
