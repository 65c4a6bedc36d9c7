import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'all-sessions-are-listed',
  about: 'Listing sessions by their state gives every session that there is.',
  source: 'D52, L14',
  module: 'state/session-state',
  edits: [{ find: '(session.state !== null && (updatedAfter === Infinity || session.stateUpdatedAt > updatedAfter))', replace: 'true' }],
  caught: {
    'list-sessions-by-messages-and-by-state': { step: 'state set lately', path: 'facts.sessions', kind: 'semantic', direction: 'neutral' },
  },
});
