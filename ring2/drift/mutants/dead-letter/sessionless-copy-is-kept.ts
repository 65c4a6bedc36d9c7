import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'sessionless-copy-is-kept',
  about: 'A subscription with sessions takes a copy without session id into a session of no name.',
  source: 'D34',
  module: 'state/accept',
  edits: [{
    find: '  if (!queue.options.requiresSession || copy.sessionId !== undefined) return activate(queue, copy);',
    replace: '  return activate(queue, copy);',
  }],
  caught: {
    'subscription-dead-letters-without-session-id': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
