import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'properties-round-trip',
  ids: ['D116'],
  source: 'service-bus-amqp-protocol-guide, L10, L11',
  origin: 'azure-tests',
  expects: 'Application properties arrive with the values and types they were sent with, beside subject and correlation id.',
  contracts: [],
  tier: 'fast',
  needs: [],
  shows: {
    receive: {
      'properties.at': '2026-03-01T12:00:00.250Z', 'properties.at.type': 'date', 'properties.large': 2 ** 40, 'properties.fraction': 0.25,
      'properties.yes.type': 'boolean', 'properties.none': null, subject: 'epoch results', correlationId: 'experiment-7',
    },
  },

  async *run(bus, { queue, message }) {
    const properties = { text: 'gewogen ✓', whole: 7, negative: -40_000, large: 2 ** 40, fraction: 0.25, yes: true, at: new Date('2026-03-01T12:00:00.250Z'), none: null };
    yield* send(bus, queue, { ...message(), subject: 'epoch results', correlationId: 'experiment-7', properties });
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
