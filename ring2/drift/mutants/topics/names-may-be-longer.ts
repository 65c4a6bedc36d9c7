import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'names-may-be-longer',
  about: `A queue's name may be longer than 260 characters, and a subscription's than 50.`,
  source: 'D94',
  module: 'state/entities/checks',
  edits: [
    {
      find: 'const MAX_PATH = 260;',
      replace: 'const MAX_PATH = 2600;',
    },
    {
      find: 'const MAX_NAME = 50;',
      replace: 'const MAX_NAME = 500;',
    },
  ],
  caught: {
    'entity-names-have-a-longest-length': { step: 'a queue with 261', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
