import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'completed-message-stays',
  about: 'A completed message stays in the queue.',
  source: 'D12',
  module: 'state/settle',
  edits: [{
    find: `  unlock(queue, message);
  queue.remove(message);`,
    replace: '  unlock(queue, message);',
  }],
  caught: {
    'peek-lock-complete': { step: 'peek after completion', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
  },
  also: ['counts-follow-every-operation', 'defer-and-receive-by-number', 'deferred-message-not-there-is-not-found', 'duplicate-within-window-is-dropped', 'entity-caps-time-to-live', 'one-lock-is-settled-once', 'sequence-numbers-have-no-gaps', 'settle-after-receiver-closed', 'subscription-counts-are-its-own', 'subscription-forwards-what-its-rules-let-through'],
});
