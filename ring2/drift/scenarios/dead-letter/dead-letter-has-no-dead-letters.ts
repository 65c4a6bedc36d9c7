import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { deadLetter, peek, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'dead-letter-has-no-dead-letters',
  ids: ['D28'],
  source: 'service-bus-dead-letter-queues, L3',
  origin: 'azure-tests',
  expects: 'Dead-lettering a message of a dead-letter queue is refused with GeneralError, and the message stays there.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'peek'],
  entities: { queues: { queue: { lockDuration: 'PT1M' } } },
  shows: { 'dead-letter again': 'GeneralError', 'peek after the refusal': { count: 1, messageId: 'message#1' } },

  async *run(bus, { queue, message }) {
    const facts = { reason: 'WeightsUnreadable', description: 'The weights could not be read.' };
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* deadLetter(bus, received, facts, 'dead-letter');
    const dead = yield* receive(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
    yield* deadLetter(bus, dead, facts, 'dead-letter again');
    yield* peek(bus, deadLetterOf(queue), 'peek after the refusal');
  },
});
