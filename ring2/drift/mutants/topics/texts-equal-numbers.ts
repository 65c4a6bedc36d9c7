import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'texts-equal-numbers',
  about: 'A text equals the number with the same digits.',
  source: 'D83',
  module: 'state/sql/compare',
  edits: [{
    find: '  if (isNumeric(a) && isNumeric(b)) return',
    replace: `  if (typeof a === 'string' && isNumeric(b)) return a === String(b) ? 0 : undefined;
  if (typeof b === 'string' && isNumeric(a)) return order(b, a);
  if (isNumeric(a) && isNumeric(b)) return`,
  }],
  caught: {
    'sql-values-of-two-types-are-unequal': { step: `n = '3'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['correlation-regards-types-and-case-of-names'],
});
