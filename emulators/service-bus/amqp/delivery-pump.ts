import { encodeDelivery } from '#emulators/service-bus/amqp/codec/delivery';
import { deliveryGate } from '#emulators/service-bus/amqp/delivery-gate';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import { toDeliveryTag } from '#emulators/service-bus/amqp/codec/lock-token';
import type { BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import type { Message } from '#emulators/service-bus/state/message';

/** Where a receiver's messages come from: a queue, or the session it holds. */
export interface Source {
  next(): Message | undefined;
  /** True when `next` has something, expired messages aside. */
  pending(): boolean;
  /** Calls `wake` once when `next` may have something. */
  wait(wake: () => void): void;
  unwait(wake: () => void): void;
  sent(message: Message): void;
}

/** Sends messages as far as the receiver's credit goes, and answers a drain at once (AMQP 1.0 part 2, §2.6.7). */
export function startPump(peer: Peer, link: BrokerSender, entity: string, source: Source): { stop(): void } {
  const { send, left: creditLeft } = outlet(peer, link, source);
  let running = false;
  let started = false;
  /** Taken from the queue for good, and not to be sent before that is safe. */
  let unsafe = 0;
  const gate = deliveryGate(peer, link, entity);

  const sendWhenSafe = (message: Message) => {
    unsafe += 1;
    peer.broker.durable((failure) => {
      unsafe -= 1;
      ownFault(peer, () => {
        if (!failure && started && link.is_open()) send(message);
        if (!running) drained();
      });
    });
  };
  const drained = () => {
    if (link._draining && started && unsafe === 0) link.set_drained(true);
  };

  const pump = () => {
    if (running || !started) return;
    running = true;
    ownFault(peer, deliver);
    running = false;
  };
  const deliver = () => {
    for (let left = link.is_open() ? creditLeft() - unsafe : 0; left > 0; left -= 1) {
      if (source.pending() && (peer.outflow.full(pump) || !gate.pass(pump))) break;
      const message = source.next();
      if (!message) {
        source.wait(pump);
        break;
      }
      if (message.lock) send(message);
      else sendWhenSafe(message);
    }
  };
  link.on('sender_flow', () => {
    link.timer?.used();
    if (link.credit === 0) source.unwait(pump);
    pump();
    drained();
  });
  link.on('sendable', pump);
  // When attach and flow arrive together rhea would send the transfer before its own attach.
  const first = setImmediate(() => {
    started = true;
    pump();
    drained();
  });
  return {
    stop() {
      clearImmediate(first);
      gate.stop();
      started = false;
      source.unwait(pump);
    },
  };
}

/** Another client's message, the disk or the clock wakes a pump: what fails in it ends its own connection and nobody else's. */
function ownFault(peer: Peer, act: () => void): void {
  try {
    act();
  } catch {
    peer.drop();
  }
}

function outlet(peer: Peer, link: BrokerSender, source: Source) {
  /** Deliveries handed to rhea that it may not have put on the wire yet: they will use credit that still shows. */
  let handed: number[] = [];
  let untagged = 0;
  return {
    send: (message: Message) => {
      const tag = message.lock ? toDeliveryTag(message.lock.token) : Buffer.from(`${untagged++}`);
      const encoded = encodeDelivery(message);
      link.timer?.used();
      peer.outflow.handed(encoded.length);
      handed.push(link.send(encoded, tag, 0).id);
      source.sent(message);
    },
    left: () => {
      const next = link.session.outgoing.next_pending_delivery;
      handed = handed.filter((id) => id >= next);
      return Math.min(link.credit - handed.length, link.session.outgoing.available());
    },
  };
}
