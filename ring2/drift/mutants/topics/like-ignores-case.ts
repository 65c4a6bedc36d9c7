import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'like-ignores-case',
  about: 'LIKE takes texts in any case.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{
    find: 'if (escape === undefined) return like(text, wanted, undefined);',
    replace: 'if (escape === undefined) return like(text.toLowerCase(), wanted.toLowerCase(), undefined);',
  }],
  caught: {
    'sql-texts-compare-with-case': { step: `color LIKE 'R%'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
