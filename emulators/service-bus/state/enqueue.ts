import { makeDeliverable } from '#emulators/service-bus/state/deliverable';
import { sessionIdMissing } from '#emulators/service-bus/state/fault';
import type { Message, Submission } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Accepts a message; one with a scheduled time ahead waits for it (message-sequencing).
 * @throws Fault `not-allowed` when the queue requires sessions and the message has no session id (D48).
 */
export function enqueue(queue: Queue, submission: Submission): Message {
  checkSubmission(queue, submission);
  const sequenceNumber = queue.nextSequenceNumber();
  const message: Message = {
    ...submission, sequenceNumber, enqueuedSequenceNumber: sequenceNumber, enqueuedAt: queue.clock.now(),
    expiresAt: Infinity, deliveryCount: 0, state: 'active', properties: {}, gone: false, lock: undefined,
  };
  queue.messages.set(sequenceNumber, message);
  if (submission.scheduledAt !== undefined && submission.scheduledAt > queue.clock.now()) {
    message.state = 'scheduled';
    queue.schedule.set(message, submission.scheduledAt);
  } else {
    activate(queue, message);
  }
  return message;
}

/** D103: a batch is accepted or refused as a whole, so every message is checked before the first is stored. */
export function checkSubmission(queue: Queue, submission: Submission): void {
  if (queue.options.requiresSession && submission.sessionId === undefined) throw sessionIdMissing();
}

/** From here the time to live counts; the shorter of the message's and the entity's wins (D22, message-expiration). */
export function activate(queue: Queue, message: Message): void {
  message.state = 'active';
  message.enqueuedAt = queue.clock.now();
  message.expiresAt = message.enqueuedAt + Math.min(message.timeToLive ?? Infinity, queue.options.defaultMessageTimeToLive);
  if (message.expiresAt !== Infinity) queue.expiries.set(message, message.expiresAt);
  makeDeliverable(queue, message, false);
}
