import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'messages-may-be-larger',
  about: 'A message may be larger than 256 KB.',
  source: 'D100',
  module: 'amqp/message-size',
  edits: [{
    find: '  Math.min(namespace.profile.maxMessageSize, options.maxMessageSizeInKilobytes * KB);',
    replace: '  Math.max(namespace.profile.maxMessageSize, options.maxMessageSizeInKilobytes * KB, KB * KB);',
  }],
  caught: {
    'message-above-256-kb-is-refused': { step: 'send 256 KB and more', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'sender-is-told-the-largest-message': { step: 'attach', path: 'facts.max-message-size', kind: 'semantic', direction: 'neutral' },
    'what-attach-answers': { step: 'attach a sender', path: 'facts.max-message-size', kind: 'semantic', direction: 'neutral' },
  },
  also: ['session-state-above-message-size-fails'],
});
