import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarding-drops-the-session',
  about: 'A forwarded message comes without its session.',
  source: 'D91',
  module: 'state/forward',
  edits: [{ find: 'accept(target, message, { hops', replace: `accept(target, { ...message, sessionId: '' }, { hops` }],
  caught: {
    'forwarding-into-sessions-keeps-the-session': { step: 'receive in the session', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
