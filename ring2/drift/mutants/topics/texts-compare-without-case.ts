import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'texts-compare-without-case',
  about: 'Texts in a condition are equal in any case.',
  source: 'D83',
  module: 'state/sql/compare',
  edits: [{
    find: `if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;`,
    replace: `if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase().localeCompare(b.toLowerCase());`,
  }],
  caught: {
    'sql-texts-compare-with-case': { step: `color = 'RED'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['correlation-wants-all-to-be-equal'],
});
