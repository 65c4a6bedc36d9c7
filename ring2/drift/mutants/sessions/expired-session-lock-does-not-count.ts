import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'expired-session-lock-does-not-count',
  about: 'When a session lock expires, what its holder had not settled does not count as delivered.',
  source: 'D47, L4',
  module: 'state/session-lock',
  edits: [{ find: '  free(queue, session, true);', replace: '  free(queue, session, false);' }],
  caught: {
    'complete-after-session-lock-expiry-fails': { step: 'receive again', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
});
