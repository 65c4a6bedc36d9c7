import { moveToDeadLetters } from '#emulators/service-bus/state/dead-letter';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/** D20, D21: an expired message goes to the dead-letter queue when the entity says so, and vanishes otherwise. */
export function expire(queue: Queue, message: Message): void {
  if (!queue.options.deadLetteringOnMessageExpiration) return queue.remove(message);
  moveToDeadLetters(queue, message, {
    DeadLetterReason: 'TTLExpiredException', DeadLetterErrorDescription: 'The message expired and was dead lettered.',
  });
}

/** D23, D25: a locked message waits for its lock to end, a deferred one stays. */
export function messageExpired(queue: Queue, message: Message): void {
  if (!message.lock && message.state === 'active') expire(queue, message);
}
