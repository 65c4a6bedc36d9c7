import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'accept-next-ignores-the-timeout',
  about: 'Accepting the next session waits for a minute, however short the client wants to wait.',
  source: 'D42',
  module: 'amqp/attach-session-receiver',
  edits: [{ find: `const wait = typeof asked === 'number' ? asked : DEFAULT_WAIT_MS;`, replace: 'const wait = DEFAULT_WAIT_MS;' }],
  caught: {
    'accept-next-times-out-when-asked-to': { step: 'after eight seconds', path: 'facts.answered', kind: 'semantic', direction: 'neutral' },
  },
});
