import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'signatures-are-not-checked',
  about: 'A token is good whoever signed it.',
  source: 'D107',
  module: 'auth/gate',
  edits: [{ find: ' && isSignedBy(token, key));', replace: ');' }],
  caught: {
    'a-token-by-a-wrong-key-is-refused': { step: 'signed by a wrong key', path: 'facts.status', kind: 'semantic', direction: 'neutral' },
  },
});
