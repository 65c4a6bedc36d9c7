import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'expiry-reason-differs',
  about: 'The dead-letter reason of an expired message has another word.',
  source: 'D20',
  module: 'state/expire',
  edits: [{ find: `'TTLExpiredException'`, replace: `'TTLExpired'` }],
  caught: {
    'expired-message-is-dead-lettered': { step: 'receive from the dead-letter queue', path: 'facts.deadLetterReason', kind: 'semantic', direction: 'neutral' },
  },
  also: ['deferred-message-expires-when-asked-for', 'entity-caps-time-to-live', 'lock-protects-from-expiry'],
});
