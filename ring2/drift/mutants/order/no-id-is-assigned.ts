import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'no-id-is-assigned',
  about: 'A message without an id is not given one.',
  source: 'D72',
  module: 'amqp/codec/submission',
  edits: [{
    find: `  const messageId = randomUUID().replaceAll('-', '');
`,
    replace: `  if (message) return { messageId: randomUUID(), bare: keep([bare]) };
  const messageId = randomUUID().replaceAll('-', '');
`,
  }],
  caught: {
    'message-without-id-is-given-one': { step: 'receive the first', path: 'facts.has an id', kind: 'semantic', direction: 'neutral' },
  },
});
