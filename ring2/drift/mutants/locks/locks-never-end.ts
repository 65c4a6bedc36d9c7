import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'locks-never-end',
  about: 'A lock holds for ever.',
  source: 'D01, D02',
  module: 'state/lock',
  edits: [
    {
      find: `    queue.lockEnds.set(message, message.lock.until);
`,
      replace: '',
    },
    {
      find: 'if (!message?.lock || message.lock.until <= queue.clock.now())',
      replace: 'if (!message?.lock)',
    },
  ],
  caught: {
    'complete-after-expiry-fails': { step: 'complete after the lock expired', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'renew-after-expiry-fails': { step: 'renew after the lock expired', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'prefetched-message-ages': { step: 'complete the second too late', path: 'facts.outcome', kind: 'semantic', direction: 'neutral' },
  },
  also: ['closed-receiver-keeps-locks', 'dropped-connection-keeps-locks', 'expired-lock-of-a-dead-letter-does-not-count', 'expired-locks-dead-letter', 'lock-expiry-redelivers'],
});
