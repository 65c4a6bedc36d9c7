import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'sql-may-be-longer',
  about: 'A filter may be longer than 1024 characters.',
  source: 'D85',
  module: 'state/sql/parse',
  edits: [{ find: 'const MAX_LENGTH = 1024;', replace: 'const MAX_LENGTH = 10_240;' }],
  caught: {
    'sql-above-its-quota-is-refused': { step: 'add filter-1025', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
