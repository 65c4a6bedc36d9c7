import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'consumed-messages-have-no-duplicates',
  about: 'A message is no duplicate once the first one was consumed.',
  source: 'D70',
  module: 'state/enqueue',
  edits: [{
    find: '  const known = queue.history?.seen(submission.messageId, queue.clock.now());',
    replace: `  const seen = queue.history?.seen(submission.messageId, queue.clock.now());
  const known = seen !== undefined && queue.messages.has(seen) ? seen : undefined;`,
  }],
  caught: {
    'duplicate-within-window-is-dropped': { step: 'peek after that', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
  },
});
