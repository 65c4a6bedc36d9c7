import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'no-settlement-by-request',
  about: 'The operation update-disposition is not known.',
  source: 'D13',
  module: 'amqp/management/node',
  edits: [{
    find: `  [SETTLE]: updateDisposition,
`,
    replace: '',
  }],
  caught: {
    'settle-after-receiver-closed': { step: 'complete without the receiver', path: 'outcome', kind: 'capability', direction: 'strict' },
  },
  also: ['abandoned-deferred-message-stays-deferred', 'dead-lettered-deferred-message-keeps-count', 'defer-and-receive-by-number', 'deferred-in-session-is-for-its-holder', 'deferred-message-not-there-is-not-found', 'lock-token-belongs-to-its-entity', 'one-lock-is-settled-once'],
});
