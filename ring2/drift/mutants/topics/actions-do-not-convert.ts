import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-do-not-convert',
  about: 'What an action sets keeps its own type and takes not that of the property.',
  source: 'D87',
  module: 'state/sql/act',
  edits: [{ find: 'const kept = convert(after.user.get(name), value, name);', replace: 'const kept = value;' }],
  caught: {
    'action-converts-to-the-type-of-a-property': { step: 'receive', path: 'facts.properties.n', kind: 'semantic', direction: 'neutral' },
  },
});
