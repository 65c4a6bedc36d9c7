import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'peek-shows-active-messages-only',
  about: 'Peeking passes over scheduled and deferred messages.',
  source: 'D64, L8',
  module: 'state/peek',
  edits: [{
    find: 'if (message.sequenceNumber < from) continue;',
    replace: `if (message.sequenceNumber < from || message.state !== 'active') continue;`,
  }],
  caught: {
    'peek-shows-every-state-in-order': { step: 'peek at all', path: 'facts.states', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandoned-deferred-message-stays-deferred', 'defer-and-receive-by-number', 'deferred-message-expires-when-asked-for', 'schedule-and-cancel', 'scheduled-by-send-waits-until-due'],
});
