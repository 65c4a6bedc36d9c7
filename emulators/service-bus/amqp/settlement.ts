import type { EventContext, Typed } from 'rhea';
import { keep } from '#emulators/service-bus/amqp/codec/keep';
import { fromDeliveryTag } from '#emulators/service-bus/amqp/codec/lock-token';
import { journalSettlement } from '#emulators/service-bus/amqp/journal';
import { ACCEPTED, REJECTED, rejectedWith } from '#emulators/service-bus/amqp/outcomes';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import { encodeTyped, entriesOf } from '#emulators/service-bus/amqp/rhea/codec';
import type { BrokerDelivery, BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import { serve } from '#emulators/service-bus/amqp/serve';
import { notEmulated } from '#emulators/service-bus/state/fault';
import { loseLock } from '#emulators/service-bus/state/lock';
import type { Message, Properties } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import { abandon, complete, deadLetter, defer, release } from '#emulators/service-bus/state/settle';

/**
 * Settles what a receiver decides by disposition: accepted completes, rejected dead-letters, modified abandons or
 * defers, released unlocks (service-bus-java-how-to-use-jms-api-amqp). The answer has the same outcome, or says why not.
 */
export function settleByDisposition(peer: Peer, link: BrokerSender, queue: Queue, lost: (thrown: unknown) => unknown): void {
  const on = (event: string, name: (delivery: BrokerDelivery) => string, settle: (token: number, delivery: BrokerDelivery) => Message, answer: (delivery: BrokerDelivery) => Typed) => {
    link.on(event, ({ delivery: given }: EventContext) => {
      const delivery = given as unknown as BrokerDelivery;
      const token = fromDeliveryTag(delivery.tag as Buffer);
      serve(peer, link, {
        entity: queue.name, operation: 'settle',
        loseLock: () => loseLock(queue, token),
        perform() {
          const message = settle(token, delivery);
          journalSettlement(peer.broker.journal, queue.clock.now(), link.name, queue.name, name(delivery), message);
        },
        answer: () => settled(delivery, answer(delivery)),
        refuse: (why) => settled(delivery, rejectedWith(lost(why))),
      });
    });
  };
  on('accepted', () => 'complete', (token) => complete(queue, token), () => ACCEPTED);
  on('released', () => 'release', (token) => release(queue, token), echo);
  on('rejected', () => 'dead-letter', (token, delivery) => deadLetter(queue, token, rejectedProperties(delivery)), () => REJECTED);
  on('modified', (delivery) => (isDeferral(delivery) ? 'defer' : 'abandon'), (token, delivery) =>
    (isDeferral(delivery) ? defer : abandon)(queue, token, properties(delivery.remote_state?.value?.[2])), echo);
  link.on('transactional', ({ delivery }: EventContext) => settled(delivery as unknown as BrokerDelivery, rejectedWith(notEmulated('Transactions are'))));
}

function settled(delivery: BrokerDelivery, outcome: Typed): void {
  delivery.update(true, outcome);
  // rhea keeps a delivery until both ends have settled, and the SDKs never settle once the broker has: its ring would overflow.
  delivery.remote_settled = true;
}

const echo = (delivery: BrokerDelivery): Typed => (delivery.remote_state as unknown as { described(): Typed }).described();

/** undeliverable-here; a boolean written with a byte, as Python does, decodes as 1. */
const isDeferral = (delivery: BrokerDelivery): boolean => Boolean(delivery.remote_state?.value?.[1]?.value);

/** Custom properties as the client encoded them, so that their numeric types survive. */
export const properties = (map: Typed | undefined): Properties =>
  Object.fromEntries(entriesOf(map).map(([name, value]) => [name, keep([encodeTyped(value)])]));

/** A rejection's error carries reason, description and custom properties as its info. */
function rejectedProperties(delivery: BrokerDelivery): Properties {
  const error = delivery.remote_state?.value?.[0] as { value?: (Typed | undefined)[] } | undefined;
  return properties(error?.value?.[2]);
}
