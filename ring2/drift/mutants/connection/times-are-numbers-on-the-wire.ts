import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'times-are-numbers-on-the-wire',
  about: 'The times of a delivery are longs on the wire, not timestamps.',
  source: 'D115',
  module: 'amqp/codec/delivery',
  edits: [{ find: 'KEYS.enqueuedTime, timestamp(message.enqueuedAt),', replace: 'KEYS.enqueuedTime, long(message.enqueuedAt),' }],
  caught: {
    'what-a-delivery-carries': { step: 'the delivery', path: 'facts.x-opt-enqueued-time.type', kind: 'shape', direction: 'neutral' },
  },
});
