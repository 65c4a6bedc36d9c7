import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'constant-conditions-let-everything-through',
  about: 'A condition over constants alone lets everything through.',
  source: 'D95',
  module: 'state/match',
  edits: [{
    find: 'return predicate !== undefined && isTrue(predicate, view());',
    replace: `return predicate !== undefined && ((predicate.kind === 'compare' && predicate.left.kind === 'constant' && predicate.right.kind === 'constant') || isTrue(predicate, view()));`,
  }],
  caught: {
    'message-without-match-is-dropped': { step: 'what the subscription got', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
