import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'names-regard-case',
  about: 'In SQL the names of properties are those of the message letter by letter.',
  source: 'D83, L9',
  module: 'state/sql/properties',
  edits: [{
    find: `  for (const key of user.keys()) if (key.toLowerCase() === wanted) return key;
`,
    replace: '',
  }],
  caught: {
    'sql-names-ignore-case': { step: `Color = 'red'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
    'action-finds-properties-in-any-case': { step: 'receive', path: 'facts.properties.color', kind: 'semantic', direction: 'neutral' },
  },
});
