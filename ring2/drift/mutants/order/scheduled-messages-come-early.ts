import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'scheduled-messages-come-early',
  about: 'A scheduled message comes a minute before its time.',
  source: 'D61, L7',
  module: 'state/enqueue',
  edits: [{
    find: '    queue.schedule.set(message, submission.scheduledAt);',
    replace: '    queue.schedule.set(message, submission.scheduledAt - 60_000);',
  }],
  caught: {
    'schedule-and-cancel': { step: 'receive when due', path: 'facts.enqueued on time', kind: 'timing', direction: 'permissive' },
  },
  also: ['cancel-what-is-not-scheduled-fails', 'scheduled-by-send-waits-until-due', 'scheduled-message-is-numbered-anew'],
});
