import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'sending-ignores-the-schedule',
  about: 'A scheduled time is only observed when the message is scheduled by request.',
  source: 'D61',
  module: 'amqp/attach-sender',
  edits: [{
    find: 'const { enqueuedAt } = enqueue(queue, submission);',
    replace: `const { scheduledAt: _ignored, ...now } = submission;
    const { enqueuedAt } = enqueue(queue, now);`,
  }],
  caught: {
    'scheduled-by-send-waits-until-due': { step: 'receive too early', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
