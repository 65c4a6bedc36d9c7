import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'schedule-in-the-past-is-refused',
  about: 'A message that is scheduled for a time that has passed is refused.',
  source: 'D63, L7',
  module: 'state/enqueue',
  edits: [{
    find: '  const known = queue.history?.seen',
    replace: `  if (submission.scheduledAt !== undefined && submission.scheduledAt < queue.clock.now()) throw sessionIdMissing();
  const known = queue.history?.seen`,
  }],
  caught: {
    'scheduled-in-the-past-is-active-at-once': { step: 'schedule', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
