import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'locked-messages-expire',
  about: 'A message expires while somebody has it locked.',
  source: 'D23',
  module: 'state/expire',
  edits: [{ find: `if (!message.lock && message.state === 'active')`, replace: `if (message.state === 'active')` }],
  caught: {
    'lock-protects-from-expiry': { step: 'receive from the dead-letter queue', path: 'facts.messageId', kind: 'semantic', direction: 'neutral' },
  },
});
