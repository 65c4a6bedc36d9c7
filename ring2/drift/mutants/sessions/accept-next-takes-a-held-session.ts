import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'accept-next-takes-a-held-session',
  about: 'Accepting the next session gives one that somebody holds.',
  source: 'D43',
  module: 'state/session-lock',
  edits: [{ find: 'if (!session.held && session.ready.head()) return hold', replace: 'if (session.ready.head() ?? session.held) return hold' }],
  caught: {
    'accept-next-passes-over-held-sessions': { step: 'accept the next', path: 'facts.sessionId', kind: 'semantic', direction: 'neutral' },
  },
});
