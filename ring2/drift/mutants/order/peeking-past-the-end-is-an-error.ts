import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'peeking-past-the-end-is-an-error',
  about: 'Peeking beyond the last message is answered with 404.',
  source: 'D65',
  module: 'amqp/management/peek-message',
  edits: [
    {
      find: '  if (found.length === 0) return undefined;',
      replace: `  if (found.length === 0 && queue.messages.size > 0) throw messageNotFound([]);
  if (found.length === 0) return undefined;`,
    },
    {
      find: 'import { peek } from',
      replace: `import { messageNotFound } from '#emulators/service-bus/state/fault';
import { peek } from`,
    },
  ],
  caught: {
    'peek-past-the-end-is-empty': { step: 'peek beyond the last', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
