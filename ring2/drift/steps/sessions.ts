import { exact, instant } from '#core/transcript';
import { BusError, type BusSession, type Driver } from '#ring2/drift/driver';
import { TOLERANCE_MS, messageFacts } from '#ring2/drift/facts';
import type { SeenMessage } from '#ring2/drift/message';
import { type Facts, type Step, mustGoOn, step } from '#ring2/drift/steps/step';

const granted = ({ id, lockedUntil }: BusSession): Facts => ({ sessionId: exact(id), lockedUntil: instant(lockedUntil, TOLERANCE_MS) });

/** Accepts a session on which the rest rests: the named one, or without `id` the next. */
export async function* accept(bus: Driver, entity: string, id: string | undefined, name: string): Step<BusSession> {
  return mustGoOn(yield* step(name, 'accept', () => bus.acceptSession(entity, id), granted));
}
export async function* tryAccept(bus: Driver, entity: string, id: string | undefined, name: string): Step<BusSession | undefined> {
  const result = yield* step(name, 'accept', () => bus.acceptSession(entity, id), granted);
  return result instanceof BusError ? undefined : result;
}

export async function* receiveInSession(session: BusSession, name: string): Step<SeenMessage> {
  return mustGoOn(yield* tryReceiveInSession(session, name));
}
export async function* tryReceiveInSession(session: BusSession, name: string, options: { brief?: boolean } = {}): Step<SeenMessage | undefined> {
  const result = yield* step(name, 'receive', () => session.receive(options), (message) => (message ? messageFacts(message) : {}));
  return result instanceof BusError ? undefined : result;
}

export async function* sessionState(session: BusSession, name: string): Step<void> {
  yield* step(name, 'getState', () => session.state(), (state) => ({ state: exact(state) }));
}
export async function* setSessionState(session: BusSession, state: string | null, name: string): Step<void> {
  yield* step(name, 'setState', () => session.setState(state));
}
export async function* renewSession(session: BusSession, name: string): Step<void> {
  yield* step(name, 'renew', () => session.renew(), (until) => ({ lockedUntil: instant(until, TOLERANCE_MS) }));
}
export async function* closeSession(session: BusSession, name: string): Step<void> {
  yield* step(name, 'close', () => session.close());
}
