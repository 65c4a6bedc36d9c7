import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'deferred-messages-expire-on-time',
  about: 'A deferred message moves to the dead-letter queue as soon as its time has passed.',
  source: 'D25',
  module: 'state/expire',
  edits: [{ find: `if (!message.lock && message.state === 'active')`, replace: `if (!message.lock && message.state !== 'scheduled')` }],
  caught: {
    'deferred-message-expires-when-asked-for': { step: 'receive from the dead-letter queue too early', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
