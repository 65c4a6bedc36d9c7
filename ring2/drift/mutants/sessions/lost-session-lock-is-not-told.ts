import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'lost-session-lock-is-not-told',
  about: 'When a session lock ends, its link stays as if nothing had happened.',
  source: 'D45',
  module: 'state/session-lock',
  edits: [{ find: '  holder?.lost();', replace: '  if (!holder) return;' }],
  caught: {
    'idle-session-lock-detaches-link': { step: 'after the lock', path: 'facts.ended', kind: 'semantic', direction: 'neutral' },
  },
  also: ['complete-after-session-lock-expiry-fails'],
});
