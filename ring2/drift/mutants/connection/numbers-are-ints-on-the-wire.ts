import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'numbers-are-ints-on-the-wire',
  about: 'The sequence number of a delivery is an int on the wire, not a long.',
  source: 'D114',
  module: 'amqp/codec/delivery',
  edits: [{ find: 'KEYS.sequence, long(message.sequenceNumber),', replace: 'KEYS.sequence, int(message.sequenceNumber),' }],
  caught: {
    'what-a-delivery-carries': { step: 'the delivery', path: 'facts.x-opt-sequence-number.type', kind: 'shape', direction: 'neutral' },
  },
});
