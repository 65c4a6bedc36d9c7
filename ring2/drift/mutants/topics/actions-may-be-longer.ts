import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-may-be-longer',
  about: 'An action may have more than 32 statements.',
  source: 'D85',
  module: 'state/sql/parse',
  edits: [{ find: 'const MAX_STATEMENTS = 32;', replace: 'const MAX_STATEMENTS = 320;' }],
  caught: {
    'sql-above-its-quota-is-refused': { step: 'add action-33', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
