import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps';

export default defineScenario({
  name: 'properties-round-trip',
  source: 'service-bus-amqp-protocol-guide (D116); live test facts L10, L11',
  expects: 'Application properties arrive with the values and types they were sent with, beside subject and correlation id.',
  contracts: [],
  tier: 'fast',
  needs: [],
  queue: { lockDuration: 'PT5S', maxDeliveryCount: 10 },

  async *run(bus, { queue, message }) {
    const properties = { text: 'gewogen ✓', whole: 7, negative: -40_000, large: 2 ** 40, fraction: 0.25, yes: true, at: new Date('2026-03-01T12:00:00.250Z'), none: null };
    yield* send(bus, queue, { ...message(), subject: 'epoch results', correlationId: 'experiment-7', properties });
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
