import { defineScenario } from '#ring2/drift/scenario';
import { selecting, sendSamples, takeSelected } from '#ring2/drift/steps/selection';

export default defineScenario({
  name: 'correlation-wants-all-to-be-equal',
  ids: ['D86'],
  source: 'topic-filters',
  origin: 'documented',
  expects: 'A correlation filter lets a message through when every property that it names is equal, texts letter by letter.',
  contracts: [],
  tier: 'fast',
  needs: ['topics'],
  entities: { topics: { topic: { subscriptions: {
    one: selecting({ name: 'r', correlationFilter: { properties: { color: 'red' } } }),
    all: selecting({ name: 'r', correlationFilter: {
      contentType: 'text/plain', correlationId: 'c', subject: 'l', messageId: 'm', replyTo: 'r', replyToSessionId: 'rs', sessionId: 's', to: 't', properties: { color: 'red' },
    } }),
  } } } },
  shows: { 'by one property': { selected: ['everything', 'other id', 'case of to'] }, 'by all that there are': { selected: ['everything'] } },

  async *run(bus, stage) {
    const everything = {
      contentType: 'text/plain', correlationId: 'c', subject: 'l', messageId: 'm', replyTo: 'r', replyToSessionId: 'rs', sessionId: 's', to: 't', properties: { color: 'red' },
    };
    yield* sendSamples(bus, stage, {
      everything, 'other id': { ...everything, correlationId: 'd' }, 'case of to': { ...everything, to: 'T' },
      'no color': { ...everything, properties: {} }, 'other case': { ...everything, properties: { color: 'Red' } },
    });
    yield* takeSelected(bus, stage.subscription('one'), 'by one property');
    yield* takeSelected(bus, stage.subscription('all'), 'by all that there are');
  },
});
