import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letters-expire',
  about: 'A message goes on to expire in the dead-letter queue.',
  source: 'D24',
  module: 'state/dead-letter',
  edits: [{
    find: 'sequenceNumber: target.nextSequenceNumber(), expiresAt: Infinity,',
    replace: 'sequenceNumber: target.nextSequenceNumber(), expiresAt: message.expiresAt <= target.clock.now() ? Infinity : message.expiresAt,',
  }],
  caught: {
    'dead-letter-does-not-expire': { step: 'receive long after its time', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
