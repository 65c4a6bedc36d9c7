import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letters-are-not-forwarded',
  about: 'ForwardDeadLetteredMessagesTo has no effect.',
  source: 'D31',
  module: 'state/entities/lifecycle',
  edits: [{
    find: `  if (deadLetters) deadLetters.onward = forwardDeadLetteredMessagesTo ? (message) => forwardDeadLetter(namespace, queue, message) : undefined;
`,
    replace: '',
  }],
  caught: {
    'forwarded-dead-letter-names-its-source': { step: 'receive from the target', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
