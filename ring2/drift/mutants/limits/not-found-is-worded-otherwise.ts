import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'not-found-is-worded-otherwise',
  about: 'An unknown entity is refused in words that the clients do not know.',
  source: 'D105',
  module: 'state/fault',
  edits: [{ find: `\${path}' could not be found. \``, replace: `\${path}' does not exist. \`` }],
  caught: {
    'receive-unknown-entity': { step: 'receive from nowhere', path: 'error.code', kind: 'semantic', direction: 'neutral' },
    'manage-unknown-entity': { step: 'peek at nowhere', path: 'error.code', kind: 'semantic', direction: 'neutral' },
  },
  also: ['idle-queue-is-deleted', 'removing-a-missing-rule-is-refused'],
});
