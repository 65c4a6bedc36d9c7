import type { Behaviour } from './behaviour.ts';

/** Sending, receiving and settling on queues. */
export const QUEUES: Behaviour[] = [
  {
    id: 'send', sentence: 'A message arrives with its body and all its properties, as the first of its queue.', queue: {},
    expected: {
      body: '{"a": 1}', contentType: 'application/json', messageId: 'm1', subject: 's', correlationId: 'c', replyTo: 'answers', to: 'Leeds',
      deliveryCount: 0, sequenceNumber: 1, liveSeconds: 3600,
    },
  },
  {
    id: 'application-properties', sentence: 'Text, a whole number, a fraction and a truth value keep their values.', queue: {},
    expected: { text: 'v', whole: 7, half: 1.5, flag: true },
  },
  { id: 'long-property', sentence: 'An application property of 64 bits stays exact.', queue: {}, expected: 2 ** 40 },
  { id: 'time-property', sentence: 'An application property that is a point in time stays one, to the millisecond.', queue: {}, expected: '2023-11-14T22:13:20.000Z' },
  { id: 'uuid-property', sentence: 'An application property that is a UUID stays the same one.', queue: {}, expected: '00000000-0000-0000-0000-000000000005' },
  { id: 'batch', sentence: 'Messages sent in one transfer arrive one by one, in order.', queue: {}, expected: ['batched 0', 'batched 1', 'batched 2'] },
  { id: 'batch-limit', sentence: 'A batch takes a small message and refuses one larger than the link allows.', queue: {}, expected: { small: true, large: false } },
  { id: 'too-large', sentence: 'Sending a message larger than the entity allows fails as too large.', queue: {}, expected: 'too-large' },
  { id: 'peek-lock', sentence: "A received message is locked for the queue's lock duration (told to ten seconds) and stays visible to a peek.", queue: {}, expected: { lockSeconds: 60, peeked: ['locked'] } },
  { id: 'receive-and-delete', sentence: 'A message received in this mode is gone.', queue: {}, expected: { body: 'once', left: [] } },
  { id: 'complete', sentence: 'A completed message is gone.', queue: {}, expected: { left: [] } },
  { id: 'abandon', sentence: 'An abandoned message comes again, the same one, counted.', queue: {}, expected: { deliveryCounts: [0, 1], same: true } },
  { id: 'abandon-with-properties', sentence: 'Properties given when abandoning are on the next delivery.', queue: {}, expected: { tried: 'once' } },
  { id: 'dead-letter', sentence: 'A dead-lettered message leaves the queue.', queue: {}, expected: { left: [] } },
  {
    id: 'dead-letter-queue', sentence: 'It is in the dead-letter queue, with reason and description; a source it has only when it was forwarded from there.', queue: {},
    expected: { body: 'bad', reason: 'why', description: 'because', source: null },
  },
  { id: 'max-delivery-count', sentence: 'After the last allowed delivery the broker dead-letters by itself and says why.', queue: { maxDeliveryCount: 1 }, expected: { reason: 'MaxDeliveryCountExceeded' } },
  { id: 'defer', sentence: 'A deferred message stays in the queue, and a peek says what it is.', queue: {}, expected: { state: 'deferred' } },
  { id: 'receive-deferred', sentence: 'A deferred message is received by its sequence number, counted once, and can be completed.', queue: {}, expected: { body: 'later', deliveryCount: 1, left: [] } },
  { id: 'settle-twice', sentence: 'Completing a message a second time is refused by the broker: its lock is gone.', queue: {}, expected: 'lock-lost' },
  { id: 'renew-lock', sentence: 'A renewed lock ends no earlier than before, and later than now.', queue: {}, expected: { renewed: true } },
  {
    id: 'lock-lost', sentence: 'A message whose lock expired comes again, counted; renewing the old lock is refused.', queue: { lockDuration: 'PT1S' },
    expected: { deliveryCount: 1, renew: 'lock-lost' },
  },
  { id: 'peek', sentence: 'Peeked messages are neither locked nor counted.', queue: {}, expected: { peeked: ['0', '1', '2'], deliveryCount: 0 } },
  { id: 'schedule', sentence: 'Scheduled messages are told apart by a peek until their time comes.', queue: {}, expected: { states: ['scheduled', 'scheduled'] } },
  { id: 'cancel-scheduled', sentence: 'Cancelled scheduled messages are gone.', queue: {}, expected: { left: [] } },
  {
    id: 'empty-receive', sentence: 'A receive that finds nothing ends, and takes its credit back: the next receive gets the message sent after it.', queue: {},
    expected: { first: 0, then: ['after the empty receive'] },
  },
  { id: 'processor', sentence: 'The client\'s message pump gets all messages and completes them.', queue: {}, expected: { bodies: ['0', '1', '2'], left: [] } },
  { id: 'transaction', sentence: 'Beginning a transaction is refused as not implemented, and a message sent in one is not there.', queue: {}, expected: { begun: 'not-implemented', left: [] } },
  { id: 'unknown-entity', sentence: 'Sending to and receiving from an entity that does not exist is refused as not found.', expected: { send: 'not-found', receive: 'not-found' } },
];
