import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'exists-is-always-true',
  about: 'EXISTS is true of every property.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{ find: `case 'exists': return readProperty(expression.property, view) !== undefined;`, replace: `case 'exists': return true;` }],
  caught: {
    'sql-exists-tells-present-properties': { step: 'EXISTS(color)', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['sql-exists-is-true-of-null'],
});
