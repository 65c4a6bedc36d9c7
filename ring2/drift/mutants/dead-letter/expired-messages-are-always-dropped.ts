import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'expired-messages-are-always-dropped',
  about: 'An expired message vanishes, though the queue dead-letters them.',
  source: 'D20',
  module: 'state/expire',
  edits: [{ find: 'if (!queue.options.deadLetteringOnMessageExpiration) return queue.remove(message);', replace: 'return queue.remove(message);' }],
  caught: {
    'expired-message-is-dead-lettered': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['deferred-message-expires-when-asked-for', 'entity-caps-time-to-live', 'lock-protects-from-expiry'],
});
