import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-dead-letters-need-a-session',
  about: 'The dead-letter queue of a queue with sessions wants a session.',
  source: 'D33, L15',
  module: 'state/namespace',
  edits: [{ find: '{ ...options, requiresSession: false, defaultMessageTimeToLive', replace: '{ ...options, defaultMessageTimeToLive' }],
  caught: {
    'session-dead-letter-needs-no-session': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['subscription-dead-letters-without-session-id'],
});
