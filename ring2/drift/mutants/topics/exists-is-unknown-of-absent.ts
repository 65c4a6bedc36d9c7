import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'exists-is-unknown-of-absent',
  about: 'EXISTS is unknown of a property that the message lacks.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{
    find: `case 'exists': return readProperty(expression.property, view) !== undefined;`,
    replace: `case 'exists': return readProperty(expression.property, view) !== undefined || undefined;`,
  }],
  caught: {
    'sql-exists-tells-present-properties': { step: 'NOT EXISTS(color)', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
