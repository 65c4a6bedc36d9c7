import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'every-dead-letter-names-its-source',
  about: 'A dead letter says where it came from, though nothing forwarded it.',
  source: 'D30',
  module: 'state/dead-letter',
  edits: [{
    find: `  const copy: Message = {
    ...message, sequenceNumber`,
    replace: `  const copy: Message = {
    ...message, deadLetterSource: source, sequenceNumber`,
  }],
  caught: {
    'dead-letter-names-no-source': { step: 'receive from the dead-letter queue', path: 'facts.deadLetterSource', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandon-of-a-dead-letter-does-not-count', 'dead-letter-adds-properties', 'dead-letter-does-not-expire', 'dead-letter-has-no-dead-letters', 'dead-letter-with-reason', 'dead-lettered-deferred-message-keeps-count', 'deferred-message-expires-when-asked-for', 'entity-caps-time-to-live', 'expired-lock-of-a-dead-letter-does-not-count', 'expired-locks-dead-letter', 'expired-message-is-dead-lettered', 'failing-filter-dead-letters', 'fifth-hop-dead-letters', 'forwarding-to-a-disabled-queue-dead-letters', 'forwarding-without-session-id-dead-letters-at-the-source', 'lock-protects-from-expiry', 'max-delivery-dead-letters', 'max-delivery-description-counts-attempts', 'session-dead-letter-needs-no-session', 'subscription-dead-letters-without-session-id'],
});
