import { makeDeliverable } from '#emulators/service-bus/state/deliverable';
import type { Message, Properties } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Moves a message to the queue's dead-letter queue: there it never expires (D24), needs no session (D33), keeps its
 * delivery count (L3).
 */
export function moveToDeadLetters(queue: Queue, message: Message, properties: Properties): void {
  queue.remove(message);
  if (queue.deadLetters) store(queue.deadLetters, { ...message, properties: { ...message.properties, ...properties } }, queue.name);
}

/**
 * Takes a message of `source` into one of its dead-letter queues, or on to where that forwards: only then the message
 * says where it came from (D30, service-bus-messages-payloads).
 */
export function store(target: Queue, message: Message, source: string): void {
  const copy: Message = {
    ...message, sequenceNumber: target.nextSequenceNumber(), expiresAt: Infinity, state: 'active', gone: false, lock: undefined,
  };
  if (target.onward?.({ ...copy, deadLetterSource: source })) return;
  target.store(copy);
  makeDeliverable(target, copy, false);
}

/** D07, service-bus-dead-letter-queues. */
export const deadLetterMaxDelivery = (queue: Queue, message: Message): void => moveToDeadLetters(queue, message, {
  DeadLetterReason: 'MaxDeliveryCountExceeded',
  DeadLetterErrorDescription: `Message could not be consumed after ${queue.options.maxDeliveryCount} delivery attempts.`,
});
