import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'matching-rules-give-one-copy',
  about: 'All matching rules together give one copy, those with actions too.',
  source: 'D82',
  module: 'state/publish',
  edits: [{
    find: 'if (rule.statements) accept(queue, message, withAction(namespace, rule, message, view()));',
    replace: `if (rule.statements && !plain) {
        accept(queue, message, withAction(namespace, rule, message, view()));
        return;
      }`,
  }],
  caught: {
    'rules-with-action-give-a-copy-each': { step: 'what the subscription got', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
