import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'one-delivery-too-many',
  about: 'A message is dead-lettered one delivery later than MaxDeliveryCount says.',
  source: 'D07',
  module: 'state/lock',
  edits: [{ find: 'message.deliveryCount >= queue.options.maxDeliveryCount', replace: 'message.deliveryCount > queue.options.maxDeliveryCount' }],
  caught: {
    'max-delivery-dead-letters': { step: 'peek after the last delivery', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
    'expired-locks-dead-letter': { step: 'receive after the last lock expired', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'max-delivery-description-counts-attempts': { step: 'receive from the dead-letter queue', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
