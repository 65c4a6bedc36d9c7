import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'settling-twice-succeeds',
  about: 'A lock that was settled can be settled again.',
  source: 'D12',
  module: 'state/settle',
  edits: [{
    find: `  unlock(queue, message);
  queue.remove(message);`,
    replace: '  queue.remove(message);',
  }],
  caught: {
    'one-lock-is-settled-once': { step: 'the two answers', path: 'facts.com.microsoft:message-lock-lost', kind: 'semantic', direction: 'neutral' },
  },
  also: ['list-sessions-by-messages-and-by-state'],
});
