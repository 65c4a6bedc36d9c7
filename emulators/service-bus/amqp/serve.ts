import { type Peer } from '#emulators/service-bus/amqp/peer';
import { hitBy } from '#emulators/service-bus/amqp/hit';
import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Operation } from '#emulators/service-bus/state/fault-plan';

/** One thing that a client asks for and how it is answered. */
export interface Exchanged<Result> {
  entity: string;
  operation: Operation;
  perform(): Result;
  answer(result: Result): void;
  refuse(why: unknown): void;
  /** Takes the lock away that the client is about to use. */
  loseLock?(): void;
}

/** Every request passes here: hit by an injected fault or performed, then answered once what it changed is safe. */
export function serve<Result>(peer: Peer, link: BrokerLink, exchange: Exchanged<Result>): void {
  // Of what came in one packet something may stand behind the exchange that dropped the connection.
  if (peer.dropped) return;
  const { broker } = peer;
  link.timer?.used();
  const hit = broker.faults.decide(exchange.entity, exchange.operation);
  let later = (act: () => void) => act();
  if (hit?.fault === 'slow') later = (act) => void broker.namespace.clock.after(hit.ms ?? DEFAULT_SLOWNESS_MS, act);
  else if (hit?.fault === 'lock-lost') exchange.loseLock?.();
  else if (hit) return hitBy(peer, link, exchange.entity, hit, (why) => exchange.refuse(why));
  // It may run after the disk or the clock, where nobody else would catch what a hostile request makes fail.
  const reply = (act: () => void) => later(() => {
    try {
      if (link.is_open()) act();
    } catch {
      peer.drop();
    }
  });
  let result: Result;
  try {
    result = exchange.perform();
  } catch (thrown) {
    return reply(() => exchange.refuse(thrown));
  }
  broker.durable((failure) => reply(() => (failure ? exchange.refuse(new Fault('internal-error', failure.message)) : exchange.answer(result))));
}

export const DEFAULT_SLOWNESS_MS = 1000;
