import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-receiver-on-a-plain-queue',
  about: 'A session can be accepted where the queue has none.',
  source: 'D49',
  module: 'amqp/attach-session-receiver',
  edits: [{
    find: `  if (!queue.options.requiresSession) throw sessionNotSupported();
`,
    replace: '',
  }],
  caught: {
    'session-receiver-on-plain-queue-fails': { step: 'attach by name', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
