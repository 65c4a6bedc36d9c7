import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'numbers-leave-gaps',
  about: 'Each sequence number is two above the one before.',
  source: 'D60',
  module: 'state/queue',
  edits: [{ find: 'this.#lastSequenceNumber += 1;', replace: 'this.#lastSequenceNumber += 2;' }],
  caught: {
    'concurrent-senders-keep-their-own-order': { step: 'peek', path: 'facts.no gap', kind: 'semantic', direction: 'neutral' },
    'sequence-numbers-have-no-gaps': { step: 'peek', path: 'facts.steps', kind: 'semantic', direction: 'neutral' },
  },
});
