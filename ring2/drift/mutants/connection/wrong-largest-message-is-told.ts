import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'wrong-largest-message-is-told',
  about: 'A sender is told that messages may have 1 MB, which are then refused.',
  source: 'D114',
  module: 'amqp/attach-sender',
  edits: [{
    find: '  link.local.attach.max_message_size = link.max_size = maxMessageSize(peer.broker, queue);',
    replace: `  link.max_size = maxMessageSize(peer.broker, queue);
  link.local.attach.max_message_size = 1024 * 1024;`,
  }],
  caught: {
    'sender-is-told-the-largest-message': { step: 'attach', path: 'facts.max-message-size', kind: 'semantic', direction: 'neutral' },
    'what-attach-answers': { step: 'attach a sender', path: 'facts.max-message-size', kind: 'semantic', direction: 'neutral' },
  },
});
