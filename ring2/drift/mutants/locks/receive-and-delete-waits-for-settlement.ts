import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'receive-and-delete-waits-for-settlement',
  about: 'A message received in receive-and-delete mode is locked and not removed.',
  source: 'D14',
  module: 'amqp/attach-receiver',
  edits: [{ find: `(link.snd_settle_mode === 1 ? 'receive-and-delete' : 'peek-lock')`, replace: `'peek-lock'` }],
  caught: {
    'receive-and-delete-is-gone': { step: 'peek after the crash', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
  },
});
