import { expire } from '#emulators/service-bus/state/expire';
import { lock } from '#emulators/service-bus/state/lock';
import type { Message, ReceiveMode } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Session } from '#emulators/service-bus/state/session';

/** The next message of the queue, or of a held session: locked, or removed at once (message-transfers-locks-settlement). */
export function receive(queue: Queue, mode: ReceiveMode, session?: Session): Message | undefined {
  const list = session?.ready ?? queue.ready;
  for (let message = list.shift(); message; message = list.shift()) {
    // The timer may be late; an expired message is never handed out.
    if (message.expiresAt <= queue.clock.now()) {
      expire(queue, message);
      continue;
    }
    take(queue, message, mode, session);
    return message;
  }
  return undefined;
}

export function take(queue: Queue, message: Message, mode: ReceiveMode, session?: Session): void {
  queue.accessedAt = queue.clock.now();
  if (mode === 'peek-lock') lock(queue, message, session);
  else queue.remove(message);
}
