import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'peek-hides-locked-messages',
  about: 'Peeking passes over messages that somebody has locked.',
  source: 'D64, L8',
  module: 'state/peek',
  edits: [{ find: 'if (message.sequenceNumber < from) continue;', replace: 'if (message.sequenceNumber < from || message.lock) continue;' }],
  caught: {
    'peek-shows-every-state-in-order': { step: 'peek at all', path: 'facts.states', kind: 'semantic', direction: 'neutral' },
  },
  also: ['batch-delete-takes-the-oldest', 'dead-letter-has-no-dead-letters', 'duplicate-within-window-is-dropped', 'peek-in-session-shows-its-own'],
});
