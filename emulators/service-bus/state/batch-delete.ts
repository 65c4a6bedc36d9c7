import { Fault, batchDeleteTooMany } from '#emulators/service-bus/state/fault';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import { heldSession } from '#emulators/service-bus/state/session-lock';

/**
 * Deletes up to `count` messages that were enqueued before a time, the oldest first (batch-delete, D118); with a session id
 * only those of that session, which must be held. Locked ones stay; that deferred and scheduled ones stay too is assumed
 * (Azure/azure-service-bus#735).
 * @throws Fault `argument-out-of-range` above `most`, `not-allowed` on a partitioned entity, `session-lock-lost`
 */
export function batchDelete(queue: Queue, count: number, before: number, most: number, sessionId?: string): Message[] {
  if (!(count >= 1 && count <= most)) throw batchDeleteTooMany(count, most);
  if (queue.options.enablePartitioning) throw new Fault('not-allowed', 'Batch deletion is not supported on partitioned entities.');
  if (sessionId !== undefined && queue.options.requiresSession) heldSession(queue, sessionId);
  const found: Message[] = [];
  for (const message of queue.messages.values()) {
    if (found.length >= count) break;
    if (message.state !== 'active' || message.lock || message.enqueuedAt >= before) continue;
    if (sessionId === undefined || message.sessionId === sessionId) found.push(message);
  }
  for (const message of found) queue.remove(message);
  queue.accessedAt = queue.clock.now();
  return found;
}
