import { defineScenario } from '#ring2/drift/scenario';
import { abandon, complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'abandon-merges-properties',
  ids: ['D06'],
  source: 'the live tests of azure-sdk-for-js on propertiesToModify',
  origin: 'azure-tests',
  expects: 'Properties given when abandoning are found among the application properties of the next delivery, beside those of the sender.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s'],
  shows: {
    'first delivery': { 'properties.experiment': 7 },
    'second delivery': { 'properties.experiment': 7, 'properties.attempt': 1, 'properties.attempt.type': 'number', 'properties.why': 'busy', 'properties.again': true },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ properties: { experiment: 7 } }));
    const first = yield* receive(bus, queue, 'first delivery');
    yield* abandon(bus, first, 'abandon', { attempt: 1, why: 'busy', again: true });
    const second = yield* receive(bus, queue, 'second delivery');
    yield* complete(bus, second, 'complete');
  },
});
