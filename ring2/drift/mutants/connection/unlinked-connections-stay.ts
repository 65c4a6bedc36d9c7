import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'unlinked-connections-stay',
  about: 'A connection whose last link was closed stays open.',
  source: 'D110',
  module: 'state/idleness',
  edits: [{ find: 'const NEXT_LINK_WAIT = 300_000;', replace: 'const NEXT_LINK_WAIT = 300_000_000;' }],
  caught: {
    'a-connection-without-links-is-closed': { step: 'the connection ends', path: 'facts.how', kind: 'semantic', direction: 'neutral' },
  },
});
