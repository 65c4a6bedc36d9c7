import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'empty-session-cannot-be-accepted',
  about: 'A session without messages cannot be accepted by its name.',
  source: 'D44, L12',
  module: 'state/session-lock',
  edits: [{
    find: '  if (session.held) throw sessionCannotBeLocked(id);',
    replace: '  if (session.held || !session.ready.head()) throw sessionCannotBeLocked(id);',
  }],
  caught: {
    'accept-empty-session-by-name': { step: 'accept', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['accept-locked-session-fails', 'accept-next-passes-over-held-sessions', 'deferred-in-session-is-for-its-holder', 'idle-session-lock-detaches-link', 'list-sessions-by-messages-and-by-state', 'renewed-session-outlives-five-idle-minutes', 'session-renewal-extends-its-messages-locks', 'session-state-above-message-size-fails', 'session-state-outlives-messages-and-holders'],
});
