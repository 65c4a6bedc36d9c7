import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'browsing-is-no-use',
  about: 'A queue at which somebody peeks is deleted as idle.',
  source: 'D121',
  module: 'state/peek',
  edits: [{
    find: `  queue.accessedAt = queue.clock.now();
`,
    replace: '',
  }],
  caught: {
    'browsed-queue-is-not-deleted': { step: 'look after eight minutes', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
