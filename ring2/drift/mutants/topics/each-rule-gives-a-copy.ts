import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'each-rule-gives-a-copy',
  about: 'Each matching rule without action gives a copy of its own.',
  source: 'D81',
  module: 'state/publish',
  edits: [{ find: 'else plain = true;', replace: 'else accept(queue, message);' }],
  caught: {
    'rules-without-action-give-one-copy': { step: 'what the subscription got', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['rules-with-action-give-a-copy-each'],
});
