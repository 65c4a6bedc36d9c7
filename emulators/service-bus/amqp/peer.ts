import type { Journal } from '#core/exchange';
import type { Outflow } from '#emulators/service-bus/amqp/outflow';
import type { BrokerConnection, BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import type { Rights } from '#emulators/service-bus/amqp/rights';
import type { Gate } from '#emulators/service-bus/auth/gate';
import type { FaultPlan } from '#emulators/service-bus/state/fault-plan';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { entityNotFound } from '#emulators/service-bus/state/fault';
import type { ConnectionTimer, Idleness } from '#emulators/service-bus/state/idleness';
import type { Queue } from '#emulators/service-bus/state/queue';

/** What every operation of the wire is given. */
export interface Broker {
  readonly namespace: Namespace;
  readonly journal: Journal;
  readonly faults: FaultPlan;
  readonly gate: Gate;
  readonly idleness: Idleness;
  /** Calls back when everything that state was told so far is safe; at once when nothing is kept on disk. */
  readonly durable: (safe: (failure?: Error) => void) => void;
}

/** One client connection: what must be let go of when a link or the whole connection ends. */
export interface Peer {
  readonly broker: Broker;
  readonly connection: BrokerConnection;
  readonly name: string;
  readonly rights: Rights;
  readonly outflow: Outflow;
  readonly timer: ConnectionTimer;
  /** @throws Fault `quota-exceeded` while there are too many connections */
  admit(): void;
  /** Ends the connection without a word: nothing more is taken from its client, or for it. */
  drop(): void;
  dropped: boolean;
  readonly cleanups: Map<BrokerLink, () => void>;
}

/**
 * The queue, topic, subscription or dead-letter queue at a path.
 * @throws Fault `entity-not-found`, worded as the SDKs match it (`MessagingEntityNotFound`, D105)
 */
export function findQueue({ namespace }: Broker, path: string): Queue {
  const queue = namespace.find(path);
  if (queue) return queue;
  throw entityNotFound(namespace.name, path);
}

/** Lets go of every link that `which` picks. */
export function letGoAll(peer: Peer, which: (link: BrokerLink) => boolean = () => true): void {
  for (const link of [...peer.cleanups.keys()]) if (which(link)) letGo(peer, link);
}

/** Runs a link's cleanup once, whichever of detach, end, close and disconnect comes first. */
export function letGo(peer: Peer, link: BrokerLink): void {
  const cleanup = peer.cleanups.get(link);
  peer.cleanups.delete(link);
  cleanup?.();
}
