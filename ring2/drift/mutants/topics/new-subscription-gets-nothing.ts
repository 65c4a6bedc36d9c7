import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'new-subscription-gets-nothing',
  about: 'The rule of a new subscription lets nothing through.',
  source: 'D80',
  module: 'state/rule',
  edits: [{ find: `name: '$Default', filter: { type: 'true' }`, replace: `name: '$Default', filter: { type: 'false' }` }],
  caught: {
    'new-subscription-gets-everything': { step: 'receive', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['action-changes-its-own-copy-only', 'entity-names-ignore-case', 'subscription-counts-are-its-own', 'subscription-dead-letters-without-session-id'],
});
