import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letter-has-dead-letters',
  about: 'A message of a dead-letter queue can be dead-lettered, and is gone.',
  source: 'D28, L3',
  module: 'state/settle',
  edits: [{
    find: `  if (!queue.deadLetters) throw alreadyDeadLettered();
`,
    replace: '',
  }],
  caught: {
    'dead-letter-has-no-dead-letters': { step: 'dead-letter again', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
