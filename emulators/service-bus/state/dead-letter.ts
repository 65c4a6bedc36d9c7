import { makeDeliverable } from '#emulators/service-bus/state/deliverable';
import type { Message, Properties } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Moves a message to the queue's dead-letter queue: there it never expires (D24), needs no session (D33), keeps its
 * delivery count (L3) and says where it came from (D30).
 */
export function moveToDeadLetters(queue: Queue, message: Message, properties: Properties): void {
  queue.remove(message);
  const target = queue.deadLetters;
  if (!target) return;
  const sequenceNumber = target.nextSequenceNumber();
  const copy: Message = {
    ...message, sequenceNumber, expiresAt: Infinity, state: 'active', gone: false, lock: undefined,
    deadLetterSource: queue.name, properties: { ...message.properties, ...properties },
  };
  target.messages.set(sequenceNumber, copy);
  makeDeliverable(target, copy, false);
}

/** D07, service-bus-dead-letter-queues. */
export const deadLetterMaxDelivery = (queue: Queue, message: Message): void => moveToDeadLetters(queue, message, {
  DeadLetterReason: 'MaxDeliveryCountExceeded',
  DeadLetterErrorDescription: `Message could not be consumed after ${queue.options.maxDeliveryCount} delivery attempts.`,
});
