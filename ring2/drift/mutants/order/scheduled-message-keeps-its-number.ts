import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'scheduled-message-keeps-its-number',
  about: 'A scheduled message keeps its number when its time comes.',
  source: 'D61',
  module: 'state/schedule',
  edits: [{
    find: `  message.sequenceNumber = queue.nextSequenceNumber();
`,
    replace: '',
  }],
  caught: {
    'scheduled-message-is-numbered-anew': { step: 'receive when due', path: 'facts.sequenceNumber', kind: 'semantic', direction: 'neutral' },
  },
  also: ['cancel-what-is-not-scheduled-fails', 'schedule-and-cancel', 'scheduled-by-send-waits-until-due'],
});
