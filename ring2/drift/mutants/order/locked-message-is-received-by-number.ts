import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'locked-message-is-received-by-number',
  about: 'A deferred message that somebody has locked is given by its number once more.',
  source: 'D68',
  module: 'state/deferred',
  edits: [{ find: `message.state === 'deferred' && !message.lock && (`, replace: `message.state === 'deferred' && (` }],
  caught: {
    'deferred-message-not-there-is-not-found': { step: 'receive what is locked', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
