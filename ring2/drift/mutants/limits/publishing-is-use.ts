import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'publishing-is-use',
  about: 'A subscription from which nobody receives stays while its topic is sent to.',
  source: 'D121',
  module: 'state/enqueue',
  edits: [{ find: `if (queue.role !== 'subscription') queue.accessedAt`, replace: 'if (queue) queue.accessedAt' }],
  caught: {
    'unread-subscription-is-deleted': { step: 'look after nine minutes', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
