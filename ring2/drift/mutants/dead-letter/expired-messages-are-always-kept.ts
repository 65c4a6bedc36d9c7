import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'expired-messages-are-always-kept',
  about: 'An expired message is dead-lettered, though the queue does not say so.',
  source: 'D21',
  module: 'state/expire',
  edits: [{
    find: `  if (!queue.options.deadLetteringOnMessageExpiration) return queue.remove(message);
`,
    replace: '',
  }],
  caught: {
    'expired-message-is-dropped': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
