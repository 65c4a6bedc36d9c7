import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'deferred-messages-never-expire',
  about: 'A deferred message that has expired can be received by its number.',
  source: 'D25',
  module: 'state/deferred',
  edits: [{
    find: `    if (message && isDeferred(message, sessionId) && message.expiresAt <= queue.clock.now()) expire(queue, message);
`,
    replace: '',
  }],
  caught: {
    'deferred-message-expires-when-asked-for': { step: 'ask for it past its time', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
