import type { Queue } from '#emulators/service-bus/state/queue';
import { heldSession } from '#emulators/service-bus/state/session-lock';

/** The bytes kept with a session, null when none; they survive the session's messages and receivers (D46). */
export const getSessionState = (queue: Queue, id: string): Uint8Array | null => heldSession(queue, id).state;

export function setSessionState(queue: Queue, id: string, state: Uint8Array | null): void {
  const session = heldSession(queue, id);
  session.state = state;
  session.stateUpdatedAt = queue.clock.now();
  queue.log.sessionState(queue, session);
}

/**
 * Ids of sessions (L14): with a real time those whose state was set after it, with `Infinity` (the protocol's
 * DateTime.MaxValue) those that have active messages or a state, as Go's live tests assert.
 */
export function listSessions(queue: Queue, updatedAfter: number): string[] {
  const wanted = [...queue.sessions.values()].filter((session) =>
    (session.state !== null && (updatedAfter === Infinity || session.stateUpdatedAt > updatedAfter))
    || (updatedAfter === Infinity && (session.ready.head() !== undefined || session.delivered.size > 0)));
  return wanted.map(({ id }) => id);
}
