import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'cancelling-anything-succeeds',
  about: 'Cancelling a message that is not scheduled succeeds.',
  source: 'D62',
  module: 'state/schedule',
  edits: [{
    find: `  if (scheduled.length < found.length) throw messageNotFound(sequenceNumbers);
`,
    replace: '',
  }],
  caught: {
    'cancel-what-is-not-scheduled-fails': { step: 'cancel again', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
