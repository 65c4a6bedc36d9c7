import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarding-keeps-the-number',
  about: 'A forwarded message keeps the number that it had.',
  source: 'D92',
  module: 'state/accept',
  edits: [{ find: 'sequenceNumber: queue.nextSequenceNumber(), deliveryCount', replace: 'sequenceNumber: message.sequenceNumber, deliveryCount' }],
  caught: {
    'forwarded-message-is-numbered-anew': { step: 'receive the forwarded one', path: 'facts.sequenceNumber', kind: 'semantic', direction: 'neutral' },
  },
  also: ['subscription-forwards-what-its-rules-let-through'],
});
