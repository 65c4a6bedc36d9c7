import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'dead-letter-adds-properties',
  ids: ['D27'],
  source: 'the live tests of azure-sdk-for-js on propertiesToModify',
  origin: 'azure-tests',
  expects: 'Properties given when dead-lettering are found among the application properties in the dead-letter queue, beside those of the sender.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter'],
  shows: { 'receive from the dead-letter queue': { 'properties.experiment': 7, 'properties.layer': 3, 'properties.layer.type': 'number', 'properties.node': 'edge-1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ properties: { experiment: 7 } }));
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.', properties: { layer: 3, node: 'edge-1' } }, 'dead-letter');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
