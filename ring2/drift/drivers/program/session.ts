import { type JsonObject } from '#core/json';
import type { BusSession } from '#ring2/drift/driver';
import type { Ask } from '#ring2/drift/drivers/program/asking';
import type { Held } from '#ring2/drift/drivers/program/held';
import { messages, nothing, time } from '#ring2/drift/drivers/program/read';

interface Accepted { session: string; id: string; lockedUntil: number }

/** A session that the program holds. */
export function openSession({ session, id, lockedUntil }: Accepted, ask: Ask, held: Held): BusSession {
  return {
    id, lockedUntil,
    receive: (options) => ask('sessionReceive', { session, ...options }, held.received),
    receiveDeferred: (sequenceNumber) => ask('sessionReceiveDeferred', { session, sequenceNumber }, held.received),
    peek: (max) => ask('sessionPeek', { session, max }, messages),
    state: () => ask('sessionState', { session }, textOrNull),
    setState: (state) => ask('sessionSetState', { session, state }, nothing),
    renew: () => ask('sessionRenew', { session }, time),
    close: () => ask('sessionClose', { session }, nothing),
  };
}

function textOrNull({ state }: JsonObject): string | null {
  if (typeof state !== 'string' && state !== null) throw new TypeError('"state" is no text and not null');
  return state;
}
