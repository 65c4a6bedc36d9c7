import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'longest-time-to-live-wins',
  about: 'A message that says so lives longer than its entity allows.',
  source: 'D22',
  module: 'state/enqueue',
  edits: [{
    find: 'message.enqueuedAt + Math.min(message.timeToLive ?? Infinity, queue.options.defaultMessageTimeToLive)',
    replace: 'message.enqueuedAt + (message.timeToLive ?? queue.options.defaultMessageTimeToLive)',
  }],
  caught: {
    'entity-caps-time-to-live': { step: 'receive after the default', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
