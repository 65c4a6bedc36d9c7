import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Messages from a sequence number on, without locking or counting; locked, deferred and scheduled ones too
 * (message-browsing, D64, D66, L8). With a session id only that session's. It is use of the queue (message-expiration, D121).
 */
export function peek(queue: Queue, from: number, count: number, sessionId?: string): Message[] {
  queue.accessedAt = queue.clock.now();
  const found: Message[] = [];
  for (const message of queue.messages.values()) {
    if (found.length >= count) break;
    if (message.sequenceNumber < from) continue;
    if (sessionId === undefined || message.sessionId === sessionId) found.push(message);
  }
  return found;
}
