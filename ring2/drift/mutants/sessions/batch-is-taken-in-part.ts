import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'batch-is-taken-in-part',
  about: 'Of a batch with a message that is refused, those before it are taken.',
  source: 'D48, D103',
  module: 'amqp/attach-sender',
  edits: [{
    find: `  const submissions = messagesOf(transfer, format).map(toSubmission);
  for (const submission of submissions) checkSubmission(queue, submission);
  for (const submission of submissions) {`,
    replace: `  for (const one of messagesOf(transfer, format)) {
    const submission = toSubmission(one);
    checkSubmission(queue, submission);`,
  }],
  caught: {
    'batch-with-a-sessionless-message-fails-whole': { step: 'peek', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
    'batch-with-one-bad-message-is-refused-whole': { step: 'peek after the refusal', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
  },
});
