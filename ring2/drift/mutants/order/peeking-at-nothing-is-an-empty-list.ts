import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'peeking-at-nothing-is-an-empty-list',
  about: 'Peeking past the end is answered with 200 and no messages.',
  source: 'D65',
  module: 'amqp/management/peek-message',
  edits: [{
    find: `  if (found.length === 0) return undefined;
`,
    replace: '',
  }],
  caught: {
    'peek-past-the-end-is-empty': { step: 'ask beyond the last', path: 'facts.status', kind: 'semantic', direction: 'neutral' },
  },
});
