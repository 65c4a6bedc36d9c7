import { expire } from '#emulators/service-bus/state/expire';
import { messageNotFound } from '#emulators/service-bus/state/fault';
import type { Message, ReceiveMode } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import { take } from '#emulators/service-bus/state/receive';
import { heldSession } from '#emulators/service-bus/state/session-lock';

/**
 * Receives deferred messages by sequence number, all or none (message-deferral, D67).
 * One that has expired does so now that it is asked for (D25, message-deferral).
 * @throws Fault `message-not-found` when a number is unknown, expired, not deferred or locked (D68)
 */
export function receiveDeferred(queue: Queue, sequenceNumbers: readonly number[], mode: ReceiveMode, sessionId?: string): Message[] {
  const session = sessionId === undefined ? undefined : heldSession(queue, sessionId);
  for (const number of sequenceNumbers) {
    const message = queue.messages.get(number);
    if (message && isDeferred(message, sessionId) && message.expiresAt <= queue.clock.now()) expire(queue, message);
  }
  const found = sequenceNumbers.map((number) => queue.messages.get(number));
  const deferred = found.filter((message) => message && isDeferred(message, sessionId));
  if (deferred.length < found.length) throw messageNotFound(sequenceNumbers);
  return deferred.flatMap((message) => {
    if (!message) return [];
    take(queue, message, mode, session);
    return [message];
  });
}

const isDeferred = (message: Message, sessionId: string | undefined): boolean =>
  message.state === 'deferred' && !message.lock && (sessionId === undefined || message.sessionId === sessionId);
