import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'three-hops-are-too-many',
  about: 'A message is dead-lettered before its fourth hop.',
  source: 'D90',
  module: 'state/forward',
  edits: [{ find: 'const MAX_HOPS = 4;', replace: 'const MAX_HOPS = 3;' }],
  caught: {
    'forwarding-goes-on-for-four-hops': { step: 'receive after four hops', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['fifth-hop-dead-letters'],
});
