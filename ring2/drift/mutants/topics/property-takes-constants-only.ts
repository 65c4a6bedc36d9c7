import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'property-takes-constants-only',
  about: 'property(name) takes a text and no expression.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{
    find: 'const name = evaluate(expression.name, view);',
    replace: `const name = expression.name.kind === 'constant' ? expression.name.value : undefined;`,
  }],
  caught: {
    'sql-property-function-takes-a-computed-name': { step: `p('co' + 'lor') = 'red'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
