import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'in-looks-at-the-first',
  about: 'IN compares with the first of its list only.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{ find: '  for (const item of items) {', replace: '  for (const item of items.slice(0, 1)) {' }],
  caught: {
    'sql-in-finds-equal-values': { step: `store IN ('a', 'b')`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
