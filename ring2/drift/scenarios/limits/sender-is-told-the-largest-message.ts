import { defineScenario } from '#ring2/drift/scenario';
import { attachSender } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'sender-is-told-the-largest-message',
  ids: ['D100', 'D114'],
  source: 'service-bus-quotas (256 KB, standard tier); that a sender reads it from the attach is in the clients of azure-sdk-for-js',
  origin: 'documented',
  expects: 'On the standard tier the attach of a sender says a max-message-size of 256 KB.',
  contracts: ['requests-proxy--service-bus'],
  tier: 'fast',
  needs: ['wire'],
  shows: { attach: { 'max-message-size': '262144', 'max-message-size.type': 'ulong' } },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    yield* attachSender(wire, queue, 'attach', {}, ['max-message-size']);
  },
});
