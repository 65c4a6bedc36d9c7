import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'not-binds-loosely',
  about: 'NOT takes all that follows.',
  source: 'D83',
  module: 'state/sql/parse-expression',
  edits: [{
    find: `{ kind: 'not', operand: cursor.nested(() => parseNot(cursor)) }`,
    replace: `{ kind: 'not', operand: cursor.nested(() => parseOr(cursor)) }`,
  }],
  caught: {
    'sql-not-binds-tighter-than-and-than-or': { step: 'NOT a = 1 AND b = 1', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
