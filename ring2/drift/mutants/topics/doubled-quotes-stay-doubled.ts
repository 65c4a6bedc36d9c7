import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'doubled-quotes-stay-doubled',
  about: 'A quote that is written twice within a text or name stays two.',
  source: 'D83',
  module: 'state/sql/tokens',
  edits: [{ find: 'return text.slice(1, -1).replaceAll(close + close, close);', replace: `return close === '' ? text : text.slice(1, -1);` }],
  caught: {
    'sql-names-and-texts-may-be-delimited': { step: `[a]]b] = 'it''s'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
