import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'whole-numbers-divide-with-remainder',
  about: 'Dividing whole numbers gives a fraction.',
  source: 'D83',
  module: 'state/sql/arithmetic',
  edits: [{
    find: `  if (typeof left === 'bigint' && typeof right === 'bigint') return ofWhole`,
    replace: `  if (operator !== '/' && typeof left === 'bigint' && typeof right === 'bigint') return ofWhole`,
  }],
  caught: {
    'sql-calculates-as-c-sharp': { step: 'n / 2 = 3', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['failing-filter-dead-letters'],
});
