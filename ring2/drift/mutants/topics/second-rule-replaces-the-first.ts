import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'second-rule-replaces-the-first',
  about: 'A second rule of one name takes the place of the first.',
  source: 'D89',
  module: 'state/entities/rules',
  edits: [{
    find: `  if (subscription.rules.has(key)) throw entityAlreadyExists(namespace.name, pathOf(subscription, description.name));
`,
    replace: '',
  }],
  caught: {
    'adding-a-rule-twice-is-refused': { step: 'add it again', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
