import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'ids-are-remembered-for-ever',
  about: 'A message id is a duplicate long after the window has passed.',
  source: 'D70',
  module: 'state/duplicates',
  edits: [{
    find: `      if (at + window() > now) return;
      ids.delete(id);`,
    replace: '      if (at + window() > now || id) return;',
  }],
  caught: {
    'duplicate-after-window-is-accepted': { step: 'receive the second', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
