import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'missing-session-id-has-another-condition',
  about: 'A message without a session id is refused with another condition.',
  source: 'D48',
  module: 'state/fault',
  edits: [{
    find: `export const sessionIdMissing = () => new Fault('not-allowed',`,
    replace: `export const sessionIdMissing = () => new Fault('argument-error',`,
  }],
  caught: {
    'send-without-session-id-fails': { step: 'send', path: 'error.condition', kind: 'shape', direction: 'neutral' },
  },
  also: ['batch-with-a-sessionless-message-fails-whole', 'forwarding-without-session-id-dead-letters-at-the-source'],
});
