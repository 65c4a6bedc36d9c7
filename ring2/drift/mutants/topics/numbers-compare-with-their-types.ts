import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'numbers-compare-with-their-types',
  about: 'A whole number is never equal to a decimal one.',
  source: 'D83',
  module: 'state/sql/compare',
  edits: [{ find: 'a == b ? 0 : undefined;', replace: 'a === b ? 0 : undefined;' }],
  caught: {
    'sql-numbers-compare-by-value': { step: 'n = 3.0', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
