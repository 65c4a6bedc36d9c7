import { defineScenario } from '#ring2/drift/scenario';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'correlation-regards-types-and-case-of-names',
  ids: ['D86'],
  source: '[inf]: L10 says that a filter keeps the types of its values, topic-filters that texts compare with case; neither says it of the comparison or of names',
  origin: 'assumed',
  expects: "A number in a correlation filter is not equal to the text with its digits, and a property's name counts with its case.",
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: {
    number: selecting({ name: 'r', correlationFilter: { properties: { n: 1 } } }), text: selecting({ name: 'r', correlationFilter: { properties: { n: '1' } } }),
    flag: selecting({ name: 'r', correlationFilter: { properties: { yes: true } } }),
  } } } },
  shows: { 'by a number': { selected: ['number'] }, 'by a text': { selected: ['text'] }, 'by a boolean': { selected: ['boolean'] } },

  async *run(bus, stage) {
    yield* sendSamples(bus, stage, {
      number: { properties: { n: 1 } }, text: { properties: { n: '1' } }, 'name in capitals': { properties: { N: 1 } },
      boolean: { properties: { yes: true } }, 'text of a boolean': { properties: { yes: 'true' } },
    });
    yield* takeSelected(bus, stage.subscription('number'), 'by a number');
    yield* takeSelected(bus, stage.subscription('text'), 'by a text');
    yield* takeSelected(bus, stage.subscription('flag'), 'by a boolean');
  },
});
