import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'ids-may-be-longer',
  about: 'Ids of more than 128 characters are taken.',
  source: 'D50, D102',
  module: 'state/message-limits',
  edits: [{ find: 'const MAX_ID = 128;', replace: 'const MAX_ID = 1280;' }],
  caught: {
    'session-id-of-129-characters-fails': { step: 'transfer with 129 characters', path: 'facts.outcome', kind: 'semantic', direction: 'neutral' },
    'message-id-of-129-characters-is-refused': { step: 'transfer with 129 characters', path: 'facts.outcome', kind: 'semantic', direction: 'neutral' },
  },
});
