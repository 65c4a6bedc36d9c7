import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'batch-delete-takes-locked-messages',
  about: 'Batch deletion removes messages that somebody has locked.',
  source: 'D118',
  module: 'state/batch-delete',
  edits: [{ find: `message.state !== 'active' || message.lock || message`, replace: `message.state !== 'active' || message` }],
  caught: {
    'batch-delete-takes-the-oldest': { step: 'peek after deleting', path: 'facts.messageId', kind: 'semantic', direction: 'neutral' },
  },
});
