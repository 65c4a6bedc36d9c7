import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'scheduled-message-does-not-count',
  about: 'A queue with a scheduled message is deleted as idle.',
  source: 'D121',
  module: 'state/entities/lifecycle',
  edits: [{ find: `[...queue.messages.values()].some(({ state }) => state === 'scheduled');`, replace: 'false;' }],
  caught: {
    'scheduled-message-keeps-a-queue': { step: 'look after eight minutes', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
