import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarding-to-nowhere',
  about: 'A queue may forward to an entity that does not exist.',
  source: 'D91',
  module: 'state/entities/checks',
  edits: [{ find: 'if (!found) throw entityNotFound(namespace.name, target);', replace: 'if (!found) continue;' }],
  caught: {
    'forwarding-to-nowhere-is-refused': { step: 'create with a missing target', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
