import type { BrokerSession } from '#emulators/service-bus/amqp/rhea/internals';

const NOTHING: Buffer[] = [];

/**
 * rhea keeps a delivery with its bytes until it and all before it are settled: one message that a receiver never settles
 * would keep every later one in memory. The bytes are needed no more once they are sent.
 */
export function releaseSent({ outgoing }: BrokerSession): void {
  let released = 0;
  const process = outgoing.process.bind(outgoing);
  outgoing.process = () => {
    process();
    for (; released < outgoing.next_pending_delivery; released += 1) {
      const delivery = outgoing.deliveries.by_id(released);
      if (delivery) delivery.data = NOTHING;
    }
  };
}
