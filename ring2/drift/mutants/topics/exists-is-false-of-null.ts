import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'exists-is-false-of-null',
  about: 'EXISTS is false of a property whose value is null.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{
    find: `case 'exists': return readProperty(expression.property, view) !== undefined;`,
    replace: `case 'exists': return !isUnknown(readProperty(expression.property, view));`,
  }],
  caught: {
    'sql-exists-is-true-of-null': { step: 'EXISTS(color)', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
