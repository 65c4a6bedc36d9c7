import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'accept-next-does-not-wait',
  about: 'Where no session has messages, accepting the next one fails at once.',
  source: 'D42',
  module: 'amqp/attach-session-receiver',
  edits: [{ find: `const wait = typeof asked === 'number' ? asked : DEFAULT_WAIT_MS;`, replace: 'const wait = 1;' }],
  caught: {
    'accept-next-times-out-when-asked-to': { step: 'after three seconds', path: 'facts.answered', kind: 'semantic', direction: 'neutral' },
  },
});
