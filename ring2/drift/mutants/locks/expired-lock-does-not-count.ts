import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'expired-lock-does-not-count',
  about: 'A lock that expires does not count as a delivery.',
  source: 'D01',
  module: 'state/namespace',
  edits: [{ find: 'lockExpired: giveBack,', replace: 'lockExpired: (queue, message) => giveBack(queue, message, false),' }],
  caught: {
    'lock-expiry-redelivers': { step: 'delivery after the lock expired', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
    'closed-receiver-keeps-locks': { step: 'delivery after the lock expired', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
    'dropped-connection-keeps-locks': { step: 'delivery after the lock expired', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
  also: ['complete-after-expiry-fails', 'expired-locks-dead-letter', 'prefetched-message-ages', 'renew-after-expiry-fails'],
});
