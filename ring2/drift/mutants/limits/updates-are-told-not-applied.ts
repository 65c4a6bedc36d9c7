import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'updates-are-told-not-applied',
  about: 'An update is answered as if it had been made, and changes nothing.',
  source: 'D119',
  module: 'state/entities/queues',
  edits: [{
    find: `  queue.updatedAt = namespace.clock.now();
  applyOptions(namespace, queue, options);
  return queue;`,
    replace: `  queue.updatedAt = namespace.clock.now();
  return Object.assign(Object.create(queue) as Queue, { options });`,
  }],
  caught: {
    'updated-queue-is-as-it-was-changed': { step: 'receive', path: 'facts.lockedUntil', kind: 'timing', direction: 'neutral' },
  },
  also: ['disabled-queue-refuses-both-ways', 'disabling-detaches-open-links', 'receive-disabled-queue-still-takes', 'send-disabled-queue-still-delivers'],
});
