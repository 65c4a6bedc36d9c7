import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'idle-links-stay',
  about: 'A link that nobody uses for ten minutes stays attached.',
  source: 'D109',
  module: 'state/idleness',
  edits: [{ find: 'const LINK_WAIT = 600_000;', replace: 'const LINK_WAIT = 600_000_000;' }],
  caught: {
    'an-idle-link-is-detached': { step: 'the link ends', path: 'facts.how', kind: 'semantic', direction: 'neutral' },
  },
});
