import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'duplicates-are-kept',
  about: 'Duplicates are not detected.',
  source: 'D70',
  module: 'state/enqueue',
  edits: [{
    find: `  if (known !== undefined) return { ...message, gone: true };
`,
    replace: '',
  }],
  caught: {
    'duplicate-within-window-is-dropped': { step: 'peek at all', path: 'facts.body', kind: 'semantic', direction: 'neutral' },
  },
});
