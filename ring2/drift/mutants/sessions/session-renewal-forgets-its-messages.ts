import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-renewal-forgets-its-messages',
  about: 'Renewing a session does not renew the locks of its messages.',
  source: 'D45',
  module: 'state/session-lock',
  edits: [{
    find: `  for (const { lock } of session.delivered) if (lock) lock.until = until;
`,
    replace: '',
  }],
  caught: {
    'session-renewal-extends-its-messages-locks': { step: 'complete beyond the first lock', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
