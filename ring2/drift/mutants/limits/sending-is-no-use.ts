import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'sending-is-no-use',
  about: 'A queue to which somebody sends is deleted as idle.',
  source: 'D121',
  module: 'state/enqueue',
  edits: [{
    find: `if (queue.role !== 'subscription') queue.accessedAt = message.enqueuedAt;`,
    replace: `if (queue.role === 'topic') queue.accessedAt = message.enqueuedAt;`,
  }],
  caught: {
    'used-queue-is-not-deleted': { step: 'look after eight minutes', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
