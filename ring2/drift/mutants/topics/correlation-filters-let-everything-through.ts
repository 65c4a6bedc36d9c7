import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'correlation-filters-let-everything-through',
  about: 'A correlation filter over application properties counts as a true filter.',
  source: 'D86; filters were ignored by Topaz #312',
  module: 'state/match',
  edits: [{
    find: `if (filter.type === 'correlation') return correlates(filter, view());`,
    replace: `if (filter.type === 'correlation') return filter.properties.size > 0 || correlates(filter, view());`,
  }],
  caught: {
    'correlation-wants-all-to-be-equal': { step: 'by one property', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
    'correlation-regards-types-and-case-of-names': { step: 'by a number', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
