import { deadLetterOf } from '#ring2/drift/driver';
import { ABSENT, defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'dead-letter-names-no-source',
  ids: ['D30'],
  source: 'service-bus-messages-payloads (DeadLetterSource), the documentation of deadLetterSource in azure-sdk-for-js',
  origin: 'documented',
  expects: 'A message in the dead-letter queue has no dead-letter source: only one that was forwarded from there has.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter'],
  shows: { 'receive from the dead-letter queue': { deadLetterSource: ABSENT, messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, { reason: 'WeightsUnreadable', description: 'The weights could not be read.' }, 'dead-letter');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* complete(bus, dead, 'complete in the dead-letter queue');
  },
});
