import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'audience-is-not-checked',
  about: 'A token for one entity is good for another.',
  source: 'D107',
  module: 'auth/gate',
  edits: [
    {
      find: '!reaches(token.path, wanted)',
      replace: `!reaches('', wanted)`,
    },
    {
      find: 'return { path: token.path, until',
      replace: `return { path: '', until`,
    },
  ],
  caught: {
    'a-token-by-a-wrong-key-is-refused': { step: 'attach with a token for another entity', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
