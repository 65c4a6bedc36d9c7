import { activate } from '#emulators/service-bus/state/enqueue';
import { messageNotFound } from '#emulators/service-bus/state/fault';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/** D61: a scheduled message gets a new sequence number when its time comes; the one it had stays as the enqueued one. */
export function scheduledDue(queue: Queue, message: Message): void {
  queue.unlist(message);
  message.sequenceNumber = queue.nextSequenceNumber();
  activate(queue, message);
}

/**
 * Removes scheduled messages before their time, all or none (D62).
 * @throws Fault `message-not-found` when a number is unknown, was cancelled before or is active already.
 */
export function cancelScheduled(queue: Queue, sequenceNumbers: readonly number[]): void {
  const found = sequenceNumbers.map((number) => queue.messages.get(number));
  const scheduled = found.filter((message) => message?.state === 'scheduled');
  if (scheduled.length < found.length) throw messageNotFound(sequenceNumbers);
  for (const message of scheduled) if (message) queue.remove(message);
}
