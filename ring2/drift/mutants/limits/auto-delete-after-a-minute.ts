import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'auto-delete-after-a-minute',
  about: 'AutoDeleteOnIdle may be a minute.',
  source: 'D121',
  module: 'state/profile',
  edits: [{ find: `autoDeleteOnIdle: range(5 * MINUTE, Infinity, 'at least`, replace: `autoDeleteOnIdle: range(MINUTE, Infinity, 'at least` }],
  caught: {
    'auto-delete-below-five-minutes-is-refused': { step: 'create with a second less', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
