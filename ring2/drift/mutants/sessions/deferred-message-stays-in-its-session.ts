import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'deferred-message-stays-in-its-session',
  about: 'A message that is deferred in a session is received there in the ordinary way.',
  source: 'D67',
  module: 'state/lock',
  edits: [{
    find: `  if (message.state === 'deferred') return;`,
    replace: `  if (message.state === 'deferred' && !queue.options.requiresSession) return;`,
  }],
  caught: {
    'deferred-in-session-is-for-its-holder': { step: 'receive past it', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
