import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'nothing-is-deleted-when-idle',
  about: 'AutoDeleteOnIdle has no effect.',
  source: 'D121; azure-service-bus-emulator-installer #133',
  module: 'state/entities/lifecycle',
  edits: [{ find: '      else remove();', replace: '      else watch.stop();' }],
  caught: {
    'idle-queue-is-deleted': { step: 'look afterwards', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'unread-subscription-is-deleted': { step: 'look after nine minutes', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
