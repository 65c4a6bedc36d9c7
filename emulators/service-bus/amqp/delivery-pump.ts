import { encodeDelivery } from '#emulators/service-bus/amqp/codec/delivery';
import { toDeliveryTag } from '#emulators/service-bus/amqp/codec/lock-token';
import type { BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import type { Message } from '#emulators/service-bus/state/message';

/** Where a receiver's messages come from: a queue, or the session it holds. */
export interface Source {
  next(): Message | undefined;
  /** Calls `wake` once when `next` may have something. */
  wait(wake: () => void): void;
  unwait(wake: () => void): void;
  sent(message: Message): void;
}

/** Sends messages as far as the receiver's credit goes, and answers a drain at once (AMQP 1.0 part 2, §2.6.7). */
export function startPump(link: BrokerSender, source: Source): { stop(): void } {
  /** Deliveries handed to rhea that it may not have put on the wire yet: they will use credit that still shows. */
  let handed: number[] = [];
  const room = () => {
    const next = link.session.outgoing.next_pending_delivery;
    handed = handed.filter((id) => id >= next);
    return Math.min(link.credit - handed.length, link.session.outgoing.available());
  };
  let running = false;
  let started = false;
  let untagged = 0;

  const pump = () => {
    if (running || !started) return;
    running = true;
    for (let left = link.is_open() ? room() : 0; left > 0; left -= 1) {
      const message = source.next();
      if (!message) {
        source.wait(pump);
        break;
      }
      const tag = message.lock ? toDeliveryTag(message.lock.token) : Buffer.from(`${untagged++}`);
      handed.push(link.send(encodeDelivery(message), tag, 0).id);
      source.sent(message);
    }
    running = false;
  };
  link.on('sender_flow', () => {
    if (link.credit === 0) source.unwait(pump);
    pump();
    if (link._draining && started) link.set_drained(true);
  });
  link.on('sendable', pump);
  // When attach and flow arrive together rhea would send the transfer before its own attach.
  const first = setImmediate(() => {
    started = true;
    pump();
    if (link._draining) link.set_drained(true);
  });
  return {
    stop() {
      clearImmediate(first);
      started = false;
      source.unwait(pump);
    },
  };
}
