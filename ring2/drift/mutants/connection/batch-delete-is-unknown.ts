import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'batch-delete-is-unknown',
  about: 'Batch deletion is not known.',
  source: 'D118',
  module: 'amqp/management/node',
  edits: [{
    find: `  'com.microsoft:batch-delete-messages': batchDeleteMessages,
`,
    replace: '',
  }],
  caught: {
    'batch-delete-takes-the-oldest': { step: 'delete two', path: 'facts.status', kind: 'semantic', direction: 'neutral' },
  },
});
