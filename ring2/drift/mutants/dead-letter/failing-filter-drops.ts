import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'failing-filter-drops',
  about: 'A message on which a filter fails is dropped, though the subscription dead-letters it.',
  source: 'D32',
  module: 'state/publish',
  edits: [{
    find: `  if (!queue.options.deadLetteringOnFilterEvaluationExceptions) return;
`,
    replace: `  return;
`,
  }],
  caught: {
    'failing-filter-dead-letters': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
