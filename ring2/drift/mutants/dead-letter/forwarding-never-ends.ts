import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarding-never-ends',
  about: 'A message may be forwarded as often as it likes.',
  source: 'D34, D90',
  module: 'state/forward',
  edits: [{ find: 'const MAX_HOPS = 4;', replace: 'const MAX_HOPS = 400;' }],
  caught: {
    'too-many-hops-dead-letter': { step: 'receive at the end of the chain', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'fifth-hop-dead-letters': { step: 'receive from the fifth dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
