import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-state-goes-with-its-messages',
  about: 'When a session is left empty, its state is forgotten.',
  source: 'D46',
  module: 'state/session-lock',
  edits: [{ find: 'if (!session.ready.head() && session.state === null)', replace: 'if (!session.ready.head())' }],
  caught: {
    'session-state-outlives-messages-and-holders': { step: 'state without messages', path: 'facts.state', kind: 'semantic', direction: 'neutral' },
  },
});
