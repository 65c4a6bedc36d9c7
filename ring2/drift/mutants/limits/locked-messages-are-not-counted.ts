import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'locked-messages-are-not-counted',
  about: 'A message that somebody has locked is not among the active ones.',
  source: 'D120',
  module: 'state/entities/counts',
  edits: [{
    find: 'activeMessageCount: queue.messages.size - scheduled, deadLetterMessageCount',
    replace: 'activeMessageCount: queue.messages.size - scheduled - queue.locked.size, deadLetterMessageCount',
  }],
  caught: {
    'counts-follow-every-operation': { step: 'counts while one is locked', path: 'facts.active', kind: 'semantic', direction: 'neutral' },
  },
});
