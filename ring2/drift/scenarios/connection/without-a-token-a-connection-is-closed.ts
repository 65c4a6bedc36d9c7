import { defineScenario } from '#ring2/drift/scenario';
import { ended } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'without-a-token-a-connection-is-closed',
  ids: ['D108'],
  source: 'service-bus-amqp-protocol-guide: a token must be put within 20 seconds',
  origin: 'documented',
  expects: 'A connection on which no token was put within 20 seconds is closed.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  entities: {},
  shows: { 'the connection ends': { how: 'closed' } },

  async *run(bus) {
    const wire = await bus.wire();
    await bus.wait(25_000);
    yield* ended(wire, 'the connection ends');
  },
});
