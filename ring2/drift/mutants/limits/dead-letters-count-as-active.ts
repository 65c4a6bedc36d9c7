import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letters-count-as-active',
  about: 'Dead letters are among the active messages.',
  source: 'D120',
  module: 'state/entities/counts',
  edits: [{
    find: 'activeMessageCount: queue.messages.size - scheduled, deadLetterMessageCount',
    replace: 'activeMessageCount: queue.messages.size - scheduled + deadLetterMessageCount, deadLetterMessageCount',
  }],
  caught: {
    'counts-follow-every-operation': { step: 'counts with a dead letter', path: 'facts.active', kind: 'semantic', direction: 'neutral' },
    'subscription-counts-are-its-own': { step: 'counts of the one', path: 'facts.active', kind: 'semantic', direction: 'neutral' },
  },
});
