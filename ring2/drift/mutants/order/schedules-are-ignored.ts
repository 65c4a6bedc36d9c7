import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'schedules-are-ignored',
  about: 'A scheduled message can be received at once.',
  source: 'D61',
  module: 'state/enqueue',
  edits: [{
    find: '  if (submission.scheduledAt !== undefined && submission.scheduledAt > queue.clock.now()) {',
    replace: '  if (submission.scheduledAt === -1) {',
  }],
  caught: {
    'schedule-and-cancel': { step: 'peek at the scheduled one', path: 'facts.state', kind: 'semantic', direction: 'neutral' },
    'scheduled-by-send-waits-until-due': { step: 'receive too early', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['cancel-what-is-not-scheduled-fails', 'counts-follow-every-operation', 'peek-shows-every-state-in-order', 'scheduled-message-is-numbered-anew', 'scheduled-message-keeps-a-queue'],
});
