import { expect, it } from 'vitest';
import type { BrokerDelivery, BrokerSession } from '#emulators/service-bus/amqp/rhea/internals';
import { releaseSent } from '#emulators/service-bus/amqp/rhea/release-sent';

it('lets go of the bytes of what was sent, settled or not, and of nothing that still waits for credit', () => {
  const deliveries = [1, 2, 3].map((size) => ({ data: [Buffer.alloc(size)] }) as BrokerDelivery);
  const outgoing = { next_pending_delivery: 0, deliveries: { by_id: (id: number) => deliveries[id] }, process: () => { outgoing.next_pending_delivery += 1; } };
  releaseSent({ outgoing } as unknown as BrokerSession);
  const waiting = () => deliveries.map(({ data }) => data?.length);
  outgoing.process();
  expect(waiting()).toEqual([0, 1, 1]);
  outgoing.process();
  expect(waiting()).toEqual([0, 0, 1]);
});
