import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'removing-a-missing-rule-succeeds',
  about: 'Removing a rule that is not there succeeds.',
  source: 'D89',
  module: 'state/entities/rules',
  edits: [{
    find: `  getRule(namespace, subscription, name);
  subscription.rules.delete`,
    replace: '  subscription.rules.delete',
  }],
  caught: {
    'removing-a-missing-rule-is-refused': { step: 'remove a missing rule', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
