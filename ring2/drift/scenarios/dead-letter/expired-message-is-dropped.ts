import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'expired-message-is-dropped',
  ids: ['D21'],
  source: 'message-expiration',
  origin: 'documented',
  expects: 'Where dead-lettering on expiration is off, a message past its time to live is dropped without a trace.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'dead-letter'],
  entities: { queues: { queue: { deadLetteringOnMessageExpiration: false } } },
  shows: { 'receive after expiry': 'nothing', 'receive from the dead-letter queue': 'nothing' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 5000 }));
    await bus.wait(7000);
    yield* receiveNothing(bus, queue, 'receive after expiry');
    yield* receiveNothing(bus, deadLetterOf(queue), 'receive from the dead-letter queue');
  },
});
