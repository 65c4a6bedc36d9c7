import { moveToDeadLetters } from '#emulators/service-bus/state/dead-letter';
import { activate } from '#emulators/service-bus/state/enqueue';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Takes in a message that another entity passes on, as a new one: its own sequence number, no delivery counted; the
 * number first given stays the enqueued one (D92, message-sequencing).
 */
export function accept(queue: Queue, message: Message, changes: Partial<Message> = {}): void {
  const copy: Message = {
    ...message, ...changes, sequenceNumber: queue.nextSequenceNumber(), deliveryCount: 0, state: 'active', gone: false, lock: undefined,
  };
  if (queue.history?.seen(copy.messageId, queue.clock.now()) !== undefined) return;
  queue.history?.add(copy.messageId, copy.sequenceNumber, queue.clock.now());
  if (!queue.options.requiresSession || copy.sessionId !== undefined) return activate(queue, copy);
  // D34.
  moveToDeadLetters(queue, copy, {
    DeadLetterReason: 'Session ID is null.', DeadLetterErrorDescription: "Session enabled entity doesn't allow a message whose session identifier is null.",
  });
}
