import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'missing-numbers-give-nothing',
  about: 'Receiving by a number that no message has gives nothing and no error.',
  source: 'D68',
  module: 'state/deferred',
  edits: [{
    find: `  if (deferred.length < found.length) throw messageNotFound(sequenceNumbers);
`,
    replace: '',
  }],
  caught: {
    'deferred-message-not-there-is-not-found': { step: 'receive by a number to come', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'receive-by-number-what-is-not-deferred-fails': { step: 'receive by its number', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['deferred-message-expires-when-asked-for'],
});
