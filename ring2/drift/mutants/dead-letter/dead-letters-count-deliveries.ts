import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letters-count-deliveries',
  about: 'Abandoning in the dead-letter queue counts, and so does a lock that expires there.',
  source: 'D29, L3',
  module: 'state/lock',
  edits: [{ find: 'if (counted && queue.deadLetters) message', replace: 'if (counted) message' }],
  caught: {
    'abandon-of-a-dead-letter-does-not-count': { step: 'dead delivery 2', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
    'expired-lock-of-a-dead-letter-does-not-count': { step: 'dead delivery after the lock expired', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
});
