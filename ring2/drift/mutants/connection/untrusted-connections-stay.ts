import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'untrusted-connections-stay',
  about: 'A connection that puts no token stays open.',
  source: 'D108',
  module: 'state/idleness',
  edits: [
    {
      find: 'const TOKEN_WAIT = 20_000;',
      replace: 'const TOKEN_WAIT = 20_000_000;',
    },
    {
      find: 'const FIRST_LINK_WAIT = 60_000;',
      replace: 'const FIRST_LINK_WAIT = 60_000_000;',
    },
  ],
  caught: {
    'without-a-token-a-connection-is-closed': { step: 'the connection ends', path: 'facts.how', kind: 'semantic', direction: 'neutral' },
  },
  also: ['an-idle-link-is-detached'],
});
