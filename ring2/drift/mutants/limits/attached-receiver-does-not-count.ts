import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'attached-receiver-does-not-count',
  about: 'A queue on which a receiver is attached is deleted when nothing is sent.',
  source: 'D121',
  module: 'state/entities/lifecycle',
  edits: [{ find: `[...queue.attachments].some(({ direction }) => direction === 'receive') || [`, replace: '[' }],
  caught: {
    'attached-receiver-keeps-a-queue': { step: 'look after six minutes', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
