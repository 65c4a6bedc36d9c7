import type { Journal } from '#core/exchange';
import type { BrokerConnection, BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';

/** What every operation of the wire is given. */
export interface Broker {
  readonly namespace: Namespace;
  readonly journal: Journal;
}

/** One client connection: what must be let go of when a link or the whole connection ends. */
export interface Peer {
  readonly broker: Broker;
  readonly connection: BrokerConnection;
  readonly name: string;
  readonly cleanups: Map<BrokerLink, () => void>;
}

/**
 * The queue or dead-letter queue at a path.
 * @throws Fault `entity-not-found`, worded as the SDKs match it (`MessagingEntityNotFound`, D105)
 */
export function findQueue({ namespace }: Broker, path: string): Queue {
  const queue = namespace.find(path);
  if (queue) return queue;
  throw new Fault('entity-not-found', `The messaging entity 'sb://${namespace.name}.servicebus.windows.net/${path}' could not be found. `
    + 'To know more visit https://aka.ms/sbResourceMgrExceptions. ');
}

/** Runs a link's cleanup once, whichever of detach, end, close and disconnect comes first. */
export function letGo(peer: Peer, link: BrokerLink): void {
  const cleanup = peer.cleanups.get(link);
  peer.cleanups.delete(link);
  cleanup?.();
}
