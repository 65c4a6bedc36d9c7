import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'existing-rule-has-another-code',
  about: 'A second rule of one name is refused as not allowed, not as existing.',
  source: 'D89',
  module: 'amqp/errors',
  edits: [{ find: `['com.microsoft:entity-already-exists', 409]`, replace: `['amqp:not-allowed', 400]` }],
  caught: {
    'adding-a-rule-twice-is-refused': { step: 'add it again', path: 'error.code', kind: 'semantic', direction: 'neutral' },
  },
});
