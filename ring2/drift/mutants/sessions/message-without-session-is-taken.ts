import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'message-without-session-is-taken',
  about: 'A queue with sessions takes a message without a session id.',
  source: 'D48',
  module: 'state/enqueue',
  edits: [{
    find: `  if (queue.options.requiresSession && submission.sessionId === undefined) throw sessionIdMissing();
`,
    replace: '',
  }],
  caught: {
    'send-without-session-id-fails': { step: 'send', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['batch-with-a-sessionless-message-fails-whole', 'forwarding-without-session-id-dead-letters-at-the-source'],
});
