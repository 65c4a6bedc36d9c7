import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'empty-session-id-is-none',
  about: 'An empty session id counts as none.',
  source: 'D50',
  module: 'amqp/codec/submission',
  edits: [{ find: 'const sessionId = text(properties[10] ?? NULL);', replace: 'const sessionId = text(properties[10] ?? NULL) || undefined;' }],
  caught: {
    'empty-session-id-is-a-session': { step: 'transfer', path: 'facts.outcome', kind: 'semantic', direction: 'neutral' },
  },
});
