import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'large-headers-are-taken',
  about: 'The properties of a message may be more than 64 KB.',
  source: 'D101',
  module: 'state/message-limits',
  edits: [{ find: 'const MAX_HEADER = 64 * 1024;', replace: 'const MAX_HEADER = 640 * 1024;' }],
  caught: {
    'properties-above-64-kb-are-refused': { step: 'send 66 KB', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
