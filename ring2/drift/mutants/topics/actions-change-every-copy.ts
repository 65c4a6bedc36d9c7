import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-change-every-copy',
  about: 'What an action changes shows in the copies of other subscriptions too.',
  source: 'D87',
  module: 'state/publish',
  edits: [{
    find: 'accept(queue, message, withAction(namespace, rule, message, view()));',
    replace: 'accept(queue, Object.assign(message, withAction(namespace, rule, message, view())));',
  }],
  caught: {
    'action-changes-its-own-copy-only': { step: 'receive the other copy', path: 'facts.to', kind: 'semantic', direction: 'neutral' },
  },
  also: ['rules-with-action-give-a-copy-each'],
});
