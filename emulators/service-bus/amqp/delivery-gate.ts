import { hitBy } from '#emulators/service-bus/amqp/hit';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import { refuse } from '#emulators/service-bus/amqp/refuse';
import type { BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import { DEFAULT_SLOWNESS_MS } from '#emulators/service-bus/amqp/serve';

export interface DeliveryGate {
  /** False when an injected fault keeps the next message back; `resume` is called when it may go. */
  pass(resume: () => void): boolean;
  stop(): void;
}

/** Where injected faults hit what goes to a receiver, before a message is locked for it. */
export function deliveryGate(peer: Peer, link: BrokerSender, entity: string): DeliveryGate {
  let slow: 'no' | 'waiting' | 'over' = 'no';
  let cancel = () => undefined as void;
  return {
    pass(resume) {
      if (slow === 'waiting') return false;
      const paid = slow === 'over';
      slow = 'no';
      const hit = paid ? undefined : peer.broker.faults.decide(entity, 'receive');
      if (!hit) return true;
      if (hit.fault !== 'slow') hitBy(peer, link, entity, hit, (why) => refuse(link, why));
      else {
        slow = 'waiting';
        cancel = peer.broker.namespace.clock.after(hit.ms ?? DEFAULT_SLOWNESS_MS, () => { slow = 'over'; resume(); });
      }
      return false;
    },
    stop: () => cancel(),
  };
}
