import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'underscore-stands-for-itself',
  about: 'In LIKE the sign _ stands for itself.',
  source: 'D83',
  module: 'state/sql/like',
  edits: [{ find: ` : character === '_' ? ANY_CHARACTER : character);`, replace: ' : character);' }],
  caught: {
    'sql-like-takes-wildcards': { step: `code LIKE 'ab_'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
