import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'named-accept-gives-any-session',
  about: 'Accepting a session by name gives the first one that has messages.',
  source: 'D40, D44',
  module: 'state/session-lock',
  edits: [{
    find: '  const session = queue.session(id);',
    replace: '  const session = [...queue.sessions.values()].find((one) => !one.held && one.ready.head()) ?? queue.session(id);',
  }],
  caught: {
    'interleaved-sessions-keep-their-order': { step: 'accept b', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['list-sessions-by-messages-and-by-state'],
});
