import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-see-no-system-properties',
  about: 'In an action system properties are null.',
  source: 'D87',
  module: 'state/sql/act',
  edits: [{ find: 'const after = { system: new Map(before.system),', replace: 'const after = { system: new Map<SystemProperty, Value>(),' }],
  caught: {
    'action-calculates-from-properties': { step: 'receive', path: 'facts.properties.route', kind: 'semantic', direction: 'neutral' },
  },
});
