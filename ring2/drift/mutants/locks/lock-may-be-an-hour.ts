import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'lock-may-be-an-hour',
  about: 'A queue may lock its messages for longer than five minutes.',
  source: 'D04',
  module: 'state/profile',
  edits: [{ find: `lockDuration: range(1, 5 * MINUTE, 'above zero`, replace: `lockDuration: range(1, 60 * MINUTE, 'above zero` }],
  caught: {
    'lock-above-five-minutes-is-refused': { step: 'create with a second more', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'lock-duration-has-a-maximum': { step: 'create with five minutes and a second', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
