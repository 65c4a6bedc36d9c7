import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-make-duplicates',
  about: 'Where the topic detects duplicates, a copy whose id an action set is dropped as one.',
  source: 'D87',
  module: 'state/publish',
  edits: [{
    find: 'if (rule.statements) accept(queue, message, withAction(namespace, rule, message, view()));',
    replace: `if (rule.statements) {
        const changes = withAction(namespace, rule, message, view());
        const { history } = subscription.topic.inbox;
        const id = changes.messageId ?? '';
        if (id !== message.messageId && history?.seen(id, queue.clock.now()) !== undefined) continue;
        history?.add(id, message.sequenceNumber, queue.clock.now());
        accept(queue, message, changes);
      }`,
  }],
  caught: {
    'action-does-not-make-a-duplicate': { step: 'what the subscription got', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
