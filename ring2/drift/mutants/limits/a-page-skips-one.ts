import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'a-page-skips-one',
  about: 'The second page of a list begins one too late.',
  source: 'D119',
  module: 'admin/lists',
  edits: [{ find: 'items.slice(skip, end)', replace: 'items.slice(skip === 0 ? 0 : skip + 1, end)' }],
  caught: {
    'queues-are-listed-page-by-page': { step: 'list by pages of two', path: 'facts.all of ours', kind: 'semantic', direction: 'neutral' },
  },
});
