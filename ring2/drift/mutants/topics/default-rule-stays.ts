import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'default-rule-stays',
  about: '$Default cannot be removed.',
  source: 'D80',
  module: 'state/entities/rules',
  edits: [{
    find: '  subscription.rules.delete(name.toLowerCase());',
    replace: `  if (name !== '$Default') subscription.rules.delete(name.toLowerCase());`,
  }],
  caught: {
    'default-rule-can-be-replaced': { step: 'rules afterwards', path: 'facts.names', kind: 'semantic', direction: 'neutral' },
  },
});
