import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'plain-receiver-reads-sessions',
  about: 'A receiver without a session may be attached where sessions are required.',
  source: 'D49',
  module: 'amqp/attach-receiver',
  edits: [{
    find: `  if (queue.options.requiresSession) throw sessionRequired();
`,
    replace: '',
  }],
  caught: {
    'plain-receiver-on-session-queue-fails': { step: 'receive', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
