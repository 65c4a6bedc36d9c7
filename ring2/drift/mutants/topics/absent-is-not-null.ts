import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'absent-is-not-null',
  about: 'IS NULL is false of a property that the message lacks.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{
    find: `case 'is-null': return isUnknown(evaluate(expression.operand, view));`,
    replace: `case 'is-null': return evaluate(expression.operand, view) === null;`,
  }],
  caught: {
    'sql-is-null-of-absent-and-null': { step: 'color IS NULL', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
