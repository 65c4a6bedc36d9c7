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
 * DateTime.MaxValue) those that have active messages.
 */
export function listSessions(queue: Queue, updatedAfter: number): string[] {
  const wanted = [...queue.sessions.values()].filter((session) =>
    updatedAfter === Infinity ? session.ready.head() ?? session.delivered.size > 0 : session.state !== null && session.stateUpdatedAt > updatedAfter);
  return wanted.map(({ id }) => id);
}
