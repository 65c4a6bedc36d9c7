import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'changing-is-no-use',
  about: 'A queue that was changed is deleted as idle.',
  source: 'D121',
  module: 'state/entities/lifecycle',
  edits: [{ find: 'Math.max(queue.accessedAt, queue.updatedAt) + queue', replace: 'queue.accessedAt + queue' }],
  caught: {
    'changed-queue-is-not-deleted': { step: 'look after eight minutes', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
