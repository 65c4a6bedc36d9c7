import { makeDeliverable } from '#emulators/service-bus/state/deliverable';
import { entityDisabled, quotaExceeded, sessionIdMissing } from '#emulators/service-bus/state/fault';
import { type Message, NO_PROPERTIES, type Submission } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import { sendDisabled } from '#emulators/service-bus/state/queue-options';

/**
 * Accepts a message; one with a scheduled time ahead waits for it (message-sequencing).
 * @throws Fault `not-allowed` when the queue requires sessions and the message has no session id (D48), and as `checkSend`
 */
export function enqueue(queue: Queue, submission: Submission): Message {
  checkSubmission(queue, submission);
  const known = queue.history?.seen(submission.messageId, queue.clock.now());
  const sequenceNumber = known ?? queue.nextSequenceNumber();
  const message = newMessage(submission, sequenceNumber, queue.clock.now());
  // D70: the sender is told that all is well, and the duplicate is dropped.
  if (known !== undefined) return { ...message, gone: true };
  queue.history?.add(submission.messageId, sequenceNumber, queue.clock.now());
  if (submission.scheduledAt !== undefined && submission.scheduledAt > queue.clock.now()) {
    message.state = 'scheduled';
    queue.store(message);
    queue.schedule.set(message, submission.scheduledAt);
  } else {
    activate(queue, message);
  }
  return message;
}

/** A literal, then the fields that few messages have: a spread would cost every message room for all of them. */
function newMessage({ content, messageId, timeToLive, sessionId, scheduledAt }: Submission, sequenceNumber: number, enqueuedAt: number): Message {
  const message: { -readonly [Key in keyof Message]: Message[Key] } = {
    content, messageId, sequenceNumber, enqueuedSequenceNumber: sequenceNumber, enqueuedAt,
    expiresAt: Infinity, deliveryCount: 0, state: 'active', properties: NO_PROPERTIES, gone: false, lock: undefined,
  };
  if (timeToLive !== undefined) message.timeToLive = timeToLive;
  if (sessionId !== undefined) message.sessionId = sessionId;
  if (scheduledAt !== undefined) message.scheduledAt = scheduledAt;
  return message;
}

/** D103: a batch is accepted or refused as a whole, so every message is checked before the first is stored. */
export function checkSubmission(queue: Queue, submission: Submission): void {
  checkSend(queue);
  if (queue.options.requiresSession && submission.sessionId === undefined) throw sessionIdMissing();
}

const MEGABYTE = 1024 * 1024;

/** @throws Fault `entity-disabled` (D106), `quota-exceeded` (D104) */
export function checkSend(queue: Queue): void {
  if (sendDisabled(queue.options)) throw entityDisabled('Sending to', queue.name);
  if (queue.size() >= queue.options.maxSizeInMegabytes * MEGABYTE) throw quotaExceeded(queue.name);
}

/** From here the time to live counts; the shorter of the message's and the entity's wins (D22, message-expiration). */
export function activate(queue: Queue, message: Message): void {
  message.state = 'active';
  message.enqueuedAt = queue.clock.now();
  // What a topic publishes is no use of a subscription (message-expiration, D121).
  if (queue.role !== 'subscription') queue.accessedAt = message.enqueuedAt;
  message.expiresAt = message.enqueuedAt + Math.min(message.timeToLive ?? Infinity, queue.options.defaultMessageTimeToLive);
  if (queue.onward?.(message)) return;
  queue.store(message);
  if (message.expiresAt !== Infinity) queue.expiries.set(message, message.expiresAt);
  makeDeliverable(queue, message, false);
}
