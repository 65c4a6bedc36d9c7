import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'renewal-does-not-extend',
  about: 'Renewing a lock tells a later end, and the lock ends when it would have.',
  source: 'D03; AlmostServiceBus compares nine scenarios of renewal',
  module: 'state/lock',
  edits: [{
    find: `  if (message.lock) message.lock.until = until;
  queue.lockEnds.set(message, until);
`,
    replace: '',
  }],
  caught: {
    'renew-extends-from-now': { step: 'complete after the first end', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
