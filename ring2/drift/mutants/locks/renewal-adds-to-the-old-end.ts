import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'renewal-adds-to-the-old-end',
  about: 'Renewing adds a lock duration to the end that there was, not to now.',
  source: 'D03, L6',
  module: 'state/lock',
  edits: [{
    find: `const until = queue.clock.now() + queue.options.lockDuration;
  if (message.lock)`,
    replace: `const until = (message.lock?.until ?? 0) + queue.options.lockDuration;
  if (message.lock)`,
  }],
  caught: {
    'renew-extends-from-now': { step: 'renew', path: 'facts.lockedUntil', kind: 'timing', direction: 'neutral' },
  },
  also: ['settle-after-receiver-closed'],
});
