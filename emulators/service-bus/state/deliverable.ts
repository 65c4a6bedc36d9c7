import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Session } from '#emulators/service-bus/state/session';

/** Puts a message where receivers find it, `returned` when it was there before, and wakes one that waits. */
export function makeDeliverable(queue: Queue, message: Message, returned: boolean): void {
  const session = queue.options.requiresSession ? queue.session(message.sessionId ?? '') : undefined;
  const list = session?.ready ?? queue.ready;
  if (returned) list.putBack(message);
  else list.add(message);
  if (session) offerSession(queue, session);
  else wakeReceivers(queue);
}

/** Receivers take turns: each is removed before its call and comes back at the end when it wants more. */
function wakeReceivers(queue: Queue): void {
  for (const wake of queue.receivers) {
    if (!queue.ready.head()) return;
    queue.receivers.delete(wake);
    wake();
  }
}

/** D43: a receiver that waits for any session gets one as soon as it has a message. */
export function offerSession(queue: Queue, session: Session): void {
  if (session.held) return session.held.holder.wake();
  if (!session.ready.head()) return;
  for (const acceptor of queue.acceptors) {
    queue.acceptors.delete(acceptor);
    if (acceptor(session)) return;
  }
}
