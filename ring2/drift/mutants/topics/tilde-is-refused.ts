import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'tilde-is-refused',
  about: 'A name may have no ~ within.',
  source: 'D94; azure-service-bus-emulator-installer #134',
  module: 'state/profile',
  edits: [{ find: '[\\w\\-./~]*', replace: '[\\w\\-./]*' }],
  caught: {
    'entity-names-take-some-signs-only': { step: 'create with all signs', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
