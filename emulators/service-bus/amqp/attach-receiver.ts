import { tie } from '#emulators/service-bus/amqp/attachment';
import { startPump } from '#emulators/service-bus/amqp/delivery-pump';
import { journalSettlement } from '#emulators/service-bus/amqp/journal';
import { type Peer, findQueue } from '#emulators/service-bus/amqp/peer';
import { echoTermini } from '#emulators/service-bus/amqp/rhea/echo-termini';
import type { BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import { echoSettleModes } from '#emulators/service-bus/amqp/settle-modes';
import { settleByDisposition } from '#emulators/service-bus/amqp/settlement';
import { checkReceiverQuota } from '#emulators/service-bus/state/entities/quotas';
import { Fault, entityDisabled, sessionRequired } from '#emulators/service-bus/state/fault';
import type { Message, ReceiveMode } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receiveDisabled } from '#emulators/service-bus/state/queue-options';
import { receive } from '#emulators/service-bus/state/receive';

/** Settled by the sender means receive-and-delete; anything else is peek-lock. */
export const modeOf = (link: BrokerSender): ReceiveMode => (link.snd_settle_mode === 1 ? 'receive-and-delete' : 'peek-lock');

/** An entity that has messages to receive now. @throws Fault `entity-not-found`, `not-allowed`, `entity-disabled` (D106), `quota-exceeded` */
export function receivable(peer: Peer, path: string): Queue {
  const queue = findQueue(peer.broker, path);
  if (queue.role === 'topic') throw new Fault('not-allowed', `Messages cannot be received from the topic '${queue.name}'; receive them from its subscriptions.`);
  if (queue.role !== 'dead-letter' && queue.options.forwardTo) throw new Fault('not-allowed', `Messages cannot be received from '${queue.name}': it forwards them to '${queue.options.forwardTo}'.`);
  const topic = peer.broker.namespace.findSubscription(queue.name)?.topic;
  for (const one of [queue, topic?.inbox]) if (one && receiveDisabled(one.options)) throw entityDisabled('Receiving from', one.name);
  checkReceiverQuota(peer.broker.namespace, queue);
  return queue;
}

/** A client's receiver on a queue without sessions, or on a dead-letter queue. */
export function attachReceiver(peer: Peer, link: BrokerSender, path: string): void {
  const queue = receivable(peer, path);
  if (queue.options.requiresSession) throw sessionRequired();
  const mode = modeOf(link);
  echoSettleModes(link);
  echoTermini(link);
  const pump = startPump(peer, link, queue.name, {
    pending: () => queue.ready.head() !== undefined,
    next: () => receive(queue, mode),
    wait: (wake) => void queue.receivers.add(wake),
    unwait: (wake) => void queue.receivers.delete(wake),
    sent: (message) => journalDeletion(peer, link, queue, mode, message),
  });
  settleByDisposition(peer, link, queue, (thrown) => thrown);
  // Messages this receiver still holds stay locked until their locks end (D09).
  tie(peer, link, queue, 'receive', () => pump.stop());
}

export function journalDeletion(peer: Peer, link: BrokerSender, queue: Queue, mode: ReceiveMode, message: Message): void {
  if (mode === 'peek-lock') return;
  journalSettlement(peer.broker.journal, queue.clock.now(), link.name, queue.name, 'receive-and-delete', message);
}
