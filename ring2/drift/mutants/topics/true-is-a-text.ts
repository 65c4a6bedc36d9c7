import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'true-is-a-text',
  about: 'TRUE in SQL is the text "true".',
  source: 'D83',
  module: 'state/sql/parse-expression',
  edits: [{
    find: `if (cursor.word('TRUE')) return { kind: 'constant', value: true };`,
    replace: `if (cursor.word('TRUE')) return { kind: 'constant', value: 'true' };`,
  }],
  caught: {
    'sql-booleans-are-conditions': { step: 'express = TRUE', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['action-calculates-from-properties', 'action-constants-have-types-on-the-wire'],
});
