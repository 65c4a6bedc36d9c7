import { makeDeliverable } from '#emulators/service-bus/state/deliverable';
import { deadLetterMaxDelivery } from '#emulators/service-bus/state/dead-letter';
import { expire } from '#emulators/service-bus/state/expire';
import { messageLockLost } from '#emulators/service-bus/state/fault';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Session } from '#emulators/service-bus/state/session';

/** Locks a message for the queue's lock duration; in a session, the session's lock stands for it. */
export function lock(queue: Queue, message: Message, session?: Session): void {
  const token = queue.nextLockToken();
  if (session?.held) {
    message.lock = { token, until: session.held.until, session };
    session.delivered.add(message);
  } else {
    message.lock = { token, until: queue.clock.now() + queue.options.lockDuration };
    queue.lockEnds.set(message, message.lock.until);
  }
  queue.locked.set(token, message);
}

/**
 * The message that a lock token stands for.
 * @throws Fault `message-lock-lost` when the lock ended, even if nobody received it since (D02), or is of another entity (D15).
 */
export function lockedMessage(queue: Queue, token: number): Message {
  const message = queue.locked.get(token);
  if (!message?.lock || message.lock.until <= queue.clock.now()) throw messageLockLost();
  return message;
}

/** Extends the lock to now plus the lock duration and returns that time (D03, L6). */
export function renewLock(queue: Queue, token: number): number {
  const message = lockedMessage(queue, token);
  const until = queue.clock.now() + queue.options.lockDuration;
  if (message.lock) message.lock.until = until;
  queue.lockEnds.set(message, until);
  return until;
}

/** Takes the lock off without deciding what becomes of the message. */
export function unlock(queue: Queue, message: Message): void {
  if (!message.lock) return;
  queue.locked.delete(message.lock.token);
  queue.lockEnds.delete(message);
  message.lock.session?.delivered.delete(message);
  message.lock = undefined;
}

/**
 * Gives a locked message back: one more delivery counted, in a dead-letter queue not (L3); then dead-lettered after
 * MaxDeliveryCount (D07), expired if its time passed meanwhile (D23), deliverable again otherwise (D01, D05). A
 * deferred one stays deferred (L2).
 */
export function giveBack(queue: Queue, message: Message, counted = true): void {
  unlock(queue, message);
  if (counted && queue.deadLetters) message.deliveryCount += 1;
  if (counted) queue.log.changed(queue, message);
  if (message.state === 'deferred') return;
  if (message.expiresAt <= queue.clock.now()) return expire(queue, message);
  if (queue.deadLetters && message.deliveryCount >= queue.options.maxDeliveryCount) return deadLetterMaxDelivery(queue, message);
  makeDeliverable(queue, message, true);
}

/** Ends a lock before its time, as if it had expired; nothing happens when there is none. */
export function loseLock(queue: Queue, token: number): void {
  const message = queue.locked.get(token);
  if (message) giveBack(queue, message);
}
