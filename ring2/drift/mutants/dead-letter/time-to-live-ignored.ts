import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'time-to-live-ignored',
  about: 'No message ever expires.',
  source: 'D20, D21',
  module: 'state/enqueue',
  edits: [{ find: 'message.expiresAt = message.enqueuedAt + Math.min(', replace: 'message.timeToLive = Math.min(' }],
  caught: {
    'expired-message-is-collected-by-a-receive': { step: 'receive after expiry', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'expired-message-is-dropped': { step: 'receive after expiry', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'expired-message-is-dead-lettered': { step: 'receive after expiry', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['deferred-message-expires-when-asked-for', 'entity-caps-time-to-live', 'lock-protects-from-expiry'],
});
