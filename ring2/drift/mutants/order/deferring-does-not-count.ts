import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'deferring-does-not-count',
  about: 'Deferring a message does not count as a delivery.',
  source: 'L2',
  module: 'state/settle',
  edits: [{
    find: `  message.state = 'deferred';
  giveBack(queue, message);`,
    replace: `  message.state = 'deferred';
  giveBack(queue, message, false);`,
  }],
  caught: {
    'defer-and-receive-by-number': { step: 'peek at the deferred one', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandoned-deferred-message-stays-deferred', 'dead-lettered-deferred-message-keeps-count', 'deferred-in-session-is-for-its-holder', 'deferred-message-expires-when-asked-for', 'deferred-message-not-there-is-not-found'],
});
