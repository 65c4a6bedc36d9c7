import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'ten-connections',
  about: 'The eleventh connection is refused.',
  source: 'D112; azure-service-bus-emulator-installer #58',
  module: 'state/profile',
  edits: [{ find: '  connections: 5000, entities: 10_000,', replace: '  connections: 10, entities: 10_000,' }],
  caught: {
    'more-than-ten-connections': { step: 'a link on the twelfth', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
