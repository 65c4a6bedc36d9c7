import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letter-forgets-deliveries',
  about: 'The copy in the dead-letter queue begins to count at zero.',
  source: 'L2',
  module: 'state/dead-letter',
  edits: [{
    find: `state: 'active', gone: false, lock: undefined,
  };
  if (target.onward`,
    replace: `state: 'active', gone: false, lock: undefined, deliveryCount: 0,
  };
  if (target.onward`,
  }],
  caught: {
    'dead-lettered-deferred-message-keeps-count': { step: 'receive from the dead-letter queue', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
    'max-delivery-dead-letters': { step: 'receive from the dead-letter queue', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
  also: ['deferred-message-expires-when-asked-for', 'expired-locks-dead-letter', 'lock-protects-from-expiry', 'max-delivery-description-counts-attempts'],
});
