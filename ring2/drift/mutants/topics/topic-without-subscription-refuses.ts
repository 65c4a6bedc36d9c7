import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'topic-without-subscription-refuses',
  about: 'A topic without subscription takes no message.',
  source: 'D95; the schema of the official emulator wants at least one',
  module: 'amqp/attach-sender',
  edits: [{
    find: '  if (sendDisabled(queue.options)) throw',
    replace: `  if (peer.broker.namespace.topicTable.get(queue.name.toLowerCase())?.subscriptions.size === 0) throw new Fault('not-allowed', 'The topic has no subscription.');
  if (sendDisabled(queue.options)) throw`,
  }],
  caught: {
    'topic-without-subscription-drops': { step: 'send', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
