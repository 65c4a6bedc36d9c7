import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'escape-ignored',
  about: 'ESCAPE in LIKE has no effect.',
  source: 'D83',
  module: 'state/sql/evaluate',
  edits: [{ find: 'return like(text, wanted, character);', replace: 'return like(text, wanted, undefined);' }],
  caught: {
    'sql-like-escapes-wildcards': { step: `code LIKE '50\\%' ESCAPE '\\'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
