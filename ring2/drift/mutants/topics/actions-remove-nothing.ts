import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-remove-nothing',
  about: 'REMOVE in an action has no effect.',
  source: 'D87',
  module: 'state/sql/act',
  edits: [{ find: '        edits.user.set(name, undefined);', replace: '        continue;' }],
  caught: {
    'action-sets-and-removes-properties': { step: 'receive', path: 'facts.properties.secret', kind: 'semantic', direction: 'neutral' },
  },
  also: ['action-finds-properties-in-any-case', 'action-statements-see-those-before'],
});
