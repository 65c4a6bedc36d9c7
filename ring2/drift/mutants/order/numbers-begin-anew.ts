import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'numbers-begin-anew',
  about: 'In an empty queue sequence numbers begin at 1 again.',
  source: 'D60',
  module: 'state/queue',
  edits: [{
    find: `    this.#lastSequenceNumber += 1;
    return`,
    replace: `    this.#lastSequenceNumber = this.messages.size === 0 ? 1 : this.#lastSequenceNumber + 1;
    return`,
  }],
  caught: {
    'sequence-numbers-have-no-gaps': { step: 'peek', path: 'facts.steps', kind: 'semantic', direction: 'neutral' },
  },
  also: ['cancel-what-is-not-scheduled-fails', 'duplicate-within-window-is-dropped', 'entity-caps-time-to-live', 'failing-filter-dead-letters', 'forwarded-dead-letter-names-its-source', 'forwarded-message-is-numbered-anew', 'released-does-not-count', 'schedule-and-cancel', 'scheduled-by-send-waits-until-due', 'scheduled-message-is-numbered-anew', 'subscription-counts-are-its-own', 'subscription-forwards-what-its-rules-let-through'],
});
