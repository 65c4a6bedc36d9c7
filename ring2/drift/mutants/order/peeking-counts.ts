import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'peeking-counts',
  about: 'Peeking counts as a delivery.',
  source: 'D66',
  module: 'state/peek',
  edits: [{
    find: 'message.sessionId === sessionId) found.push(message);',
    replace: `message.sessionId === sessionId) {
      message.deliveryCount += 1;
      found.push(message);
    }`,
  }],
  caught: {
    'peek-does-not-lock': { step: 'peek', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandoned-deferred-message-stays-deferred', 'batch-delete-takes-the-oldest', 'batch-with-one-bad-message-is-refused-whole', 'cancel-what-is-not-scheduled-fails', 'dead-letter-has-no-dead-letters', 'defer-and-receive-by-number', 'deferred-message-expires-when-asked-for', 'duplicate-within-window-is-dropped', 'message-id-of-129-characters-is-refused', 'peek-past-the-end-is-empty', 'receive-by-number-what-is-not-deferred-fails', 'schedule-and-cancel', 'scheduled-by-send-waits-until-due'],
});
