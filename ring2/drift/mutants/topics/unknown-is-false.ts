import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'unknown-is-false',
  about: 'What is computed from a missing property is false, and its opposite true.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{
    find: `  if (isUnknown(value)) return undefined;
  throw`,
    replace: `  if (isUnknown(value)) return false;
  throw`,
  }],
  caught: {
    'sql-unknown-is-neither-true-nor-false': { step: 'NOT (n = 1)', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['sql-booleans-are-conditions', 'sql-in-finds-equal-values', 'sql-like-takes-wildcards'],
});
