import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'expired-tokens-are-good',
  about: 'A token is good long after it has expired.',
  source: 'D107',
  module: 'auth/gate',
  edits: [{ find: '  if (token.expiresAt <= now) return {', replace: '  if (token.expiresAt <= 0) return {' }],
  caught: {
    'a-token-by-a-wrong-key-is-refused': { step: 'expired', path: 'facts.status', kind: 'semantic', direction: 'neutral' },
  },
});
