import { offerSession } from '#emulators/service-bus/state/deliverable';
import { sessionCannotBeLocked, sessionLockLost } from '#emulators/service-bus/state/fault';
import { giveBack } from '#emulators/service-bus/state/lock';
import { checkId } from '#emulators/service-bus/state/message-limits';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Session, SessionHolder } from '#emulators/service-bus/state/session';

/**
 * Locks a session by name, empty or not (message-sessions, D44).
 * @throws Fault `session-cannot-be-locked` while somebody else holds it (D41), `argument-out-of-range` (D50).
 */
export function acceptSession(queue: Queue, id: string, holder: SessionHolder): Session {
  checkId('SessionId', id);
  const session = queue.session(id);
  if (session.held) throw sessionCannotBeLocked(id);
  return hold(queue, session, holder);
}

/** Locks the first session that has a message and no holder (L12); undefined when there is none now. */
export function acceptNextSession(queue: Queue, holder: SessionHolder): Session | undefined {
  for (const session of queue.sessions.values()) {
    if (!session.held && session.ready.head()) return hold(queue, session, holder);
  }
  return undefined;
}

export function hold(queue: Queue, session: Session, holder: SessionHolder): Session {
  session.held = { holder, until: queue.clock.now() + queue.options.lockDuration };
  queue.sessionLockEnds.set(session, session.held.until);
  return session;
}

/** The session with this id while somebody holds it. @throws Fault `session-lock-lost` otherwise. */
export function heldSession(queue: Queue, id: string): Session {
  const session = queue.sessions.get(id);
  if (!session?.held || session.held.until <= queue.clock.now()) throw sessionLockLost(id);
  return session;
}

/** Extends the session's lock, and with it that of its delivered messages; returns the new end. */
export function renewSessionLock(queue: Queue, id: string): number {
  const session = heldSession(queue, id);
  const until = queue.clock.now() + queue.options.lockDuration;
  if (session.held) session.held.until = until;
  for (const { lock } of session.delivered) if (lock) lock.until = until;
  queue.sessionLockEnds.set(session, until);
  return until;
}

/** D45, D47: the holder is told; what it had not settled comes back with one more delivery counted. */
export function sessionLockExpired(queue: Queue, session: Session): void {
  const holder = session.held?.holder;
  free(queue, session, true);
  holder?.lost();
}

/** Its receiver went away of its own will: unsettled messages come back in order, not counted (D47). */
export function releaseSession(queue: Queue, session: Session, holder: SessionHolder): void {
  if (session.held?.holder === holder) free(queue, session, false);
}

function free(queue: Queue, session: Session, counted: boolean): void {
  session.held = undefined;
  queue.sessionLockEnds.delete(session);
  // While messages come back nobody may take the session and receive them out of order.
  const delivered = [...session.delivered];
  const acceptors = [...queue.acceptors];
  queue.acceptors.clear();
  for (const message of delivered) giveBack(queue, message, counted);
  for (const acceptor of acceptors) queue.acceptors.add(acceptor);
  if (!session.ready.head() && session.state === null) forgetIfUnused(queue, session);
  else offerSession(queue, session);
}

function forgetIfUnused(queue: Queue, session: Session): void {
  if (queue.sessions.get(session.id) === session) queue.sessions.delete(session.id);
}
