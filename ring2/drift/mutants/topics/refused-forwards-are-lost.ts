import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'refused-forwards-are-lost',
  about: 'A message that cannot be forwarded is lost.',
  source: 'D91',
  module: 'state/forward',
  edits: [{ find: 'if (refused) moveToDeadLetters(queue, message, refusal(refused));', replace: 'if (refused) refusal(refused);' }],
  caught: {
    'forwarding-to-a-disabled-queue-dead-letters': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
    'forwarding-without-session-id-dead-letters-at-the-source': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
