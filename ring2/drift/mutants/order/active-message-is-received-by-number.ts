import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'active-message-is-received-by-number',
  about: 'A message that was never deferred is received by its number.',
  source: 'D68',
  module: 'state/deferred',
  edits: [{ find: `message.state === 'deferred' && !message.lock && (`, replace: `message.state !== 'scheduled' && !message.lock && (` }],
  caught: {
    'receive-by-number-what-is-not-deferred-fails': { step: 'receive by its number', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
